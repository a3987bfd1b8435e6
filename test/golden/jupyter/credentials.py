c = get_config()  # noqa: F821
c.ServerApp.allow_origin = ""
c.ServerApp.allow_origin_pat = r"^(?:https://app\.example\.com)$"
c.ServerApp.allow_credentials = True
c.ServerApp.tornado_settings = {
    "headers": {
        "Access-Control-Allow-Headers": "content-type, x-request-id",
        "Access-Control-Expose-Headers": "etag, x-total-count",
        "Access-Control-Max-Age": "600",
        "Vary": "Origin",
    }
}
