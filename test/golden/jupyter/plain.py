c = get_config()  # noqa: F821
c.ServerApp.allow_origin = ""
c.ServerApp.allow_origin_pat = r"^(?:https://app\.example\.com)$"
c.ServerApp.allow_credentials = False
c.ServerApp.tornado_settings = {
    "headers": {
        "Access-Control-Allow-Headers": "",
        "Access-Control-Max-Age": "600",
        "Vary": "Origin",
    }
}
