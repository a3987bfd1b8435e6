import { comma, double, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'phoenix',
  title: 'Phoenix (also plain Plug)',
  language: 'ex',
  layer: 'app',
  place:
    'lib/my_app_web/cors.ex, with your module name for MyAppWeb; then add `plug MyAppWeb.Cors` as the first plug of endpoint.ex, above Plug.Static and the router.',
  existing: ['CORSPlug', 'cors_plug', 'Corsica', 'corsica', 'access-control-'],
  leftIn:
    'A plug behind this one that sets the headers replaces them: where it allows any origin, it still does.',
  onlyOnSuccess:
    'The plug is in a router pipeline: unknown routes never reach it, and it may stand below the plug that authenticates.',
  docs: 'https://hexdocs.pm/plug/Plug.Conn.html',
  signs: [
    {
      header: 'server',
      value: /^Cowboy$/i,
      // Heroku's old router is written on Cowboy too.
      unless: [{ header: 'via', value: /\bvegur\b/ }],
    },
    { header: 'set-cookie', value: /^_[a-z0-9_]+_key(?==)/ },
    // Plug signs its cookies with a prefix of its own: SFMyNTY is HS256.
    { header: 'set-cookie', value: /^\w+(?==SFMyNTY\.)/ },
  ],
  bodies: [/^\{"errors":\{"detail":"(?:Not Found|Internal Server Error)"\}\}$/],
  verified: null,
  limits: [],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      'defmodule MyAppWeb.Cors do',
      '  @behaviour Plug',
      '  import Plug.Conn',
      '',
      `  @allowed_origins [${double(origins)}]`,
      '',
      '  @impl true',
      '  def init(options), do: options',
      '',
      '  # In the endpoint, not in a router pipeline: no preflight would reach it there, and 404 would',
      '  # lack the headers.',
      '  @impl true',
      '  def call(conn, _options) do',
      '    conn = prepend_resp_headers(conn, [{"vary", "origin"}])',
      '',
      '    case get_req_header(conn, "origin") do',
      '      [origin] when origin in @allowed_origins -> conn |> allow(origin) |> handle_preflight()',
      '      _ -> conn',
      '    end',
      '  end',
      '',
      '  defp allow(conn, origin) do',
      '    conn',
      '    |> put_resp_header("access-control-allow-origin", origin)',
      credentials && '    |> put_resp_header("access-control-allow-credentials", "true")',
      exposed.length > 0 &&
        `    |> put_resp_header("access-control-expose-headers", "${comma(exposed)}")`,
      '  end',
      '',
      '  defp handle_preflight(%Plug.Conn{method: "OPTIONS"} = conn) do',
      '    case get_req_header(conn, "access-control-request-method") do',
      '      [] ->',
      '        conn',
      '',
      '      _ ->',
      '        conn',
      `        |> put_resp_header("access-control-allow-methods", "${comma(methods)}")`,
      headers.length > 0 &&
        `        |> put_resp_header("access-control-allow-headers", "${comma(headers)}")`,
      `        |> put_resp_header("access-control-max-age", "${maxAge}")`,
      '        |> send_resp(204, "")',
      '        |> halt()',
      '    end',
      '  end',
      '',
      '  defp handle_preflight(conn), do: conn',
      'end',
    ),
} satisfies Stack as Stack;
