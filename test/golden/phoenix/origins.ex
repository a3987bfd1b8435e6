defmodule MyAppWeb.Cors do
  @behaviour Plug
  import Plug.Conn

  @allowed_origins ["https://app.example.com", "http://localhost:5173", "https://staging.example.com:8443", "capacitor://localhost"]

  @impl true
  def init(options), do: options

  # In the endpoint, not in a router pipeline: no preflight would reach it there, and 404 would
  # lack the headers.
  @impl true
  def call(conn, _options) do
    conn = prepend_resp_headers(conn, [{"vary", "origin"}])

    case get_req_header(conn, "origin") do
      [origin] when origin in @allowed_origins -> conn |> allow(origin) |> handle_preflight()
      _ -> conn
    end
  end

  defp allow(conn, origin) do
    conn
    |> put_resp_header("access-control-allow-origin", origin)
    |> put_resp_header("access-control-allow-credentials", "true")
    |> put_resp_header("access-control-expose-headers", "etag, x-total-count")
  end

  defp handle_preflight(%Plug.Conn{method: "OPTIONS"} = conn) do
    case get_req_header(conn, "access-control-request-method") do
      [] ->
        conn

      _ ->
        conn
        |> put_resp_header("access-control-allow-methods", "GET, PUT, DELETE")
        |> put_resp_header("access-control-allow-headers", "content-type, x-request-id")
        |> put_resp_header("access-control-max-age", "600")
        |> send_resp(204, "")
        |> halt()
    end
  end

  defp handle_preflight(conn), do: conn
end
