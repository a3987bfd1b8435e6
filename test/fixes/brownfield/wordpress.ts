import type { Scene } from '../brownfield.ts';
import wordpress from '../stacks/wordpress.ts';

const { apt, start } = wordpress;

export default [
  {
    name: 'the asterisk in place of what the REST API sends, in a plugin',
    apt,
    start,
    // What asks no preflight gets past the authentication.
    today: { calls: ['unauthorized'], credentials: false },
    anyOrigin: true,
    // Files are the web server's.
    calls: { file: null },
    leftIn: 'works',
    files: ({ snippet, old }, run) => {
      const files: Record<string, string> = wordpress.files(snippet, run);
      const api = 'wp-content/mu-plugins/api.php';
      return {
        ...files,
        [api]: `${files[api]?.replace("'GET, PUT'", "'GET, PUT, PATCH'")}
${old(`add_action('rest_api_init', function () {
    remove_filter('rest_pre_serve_request', 'rest_send_cors_headers');
    add_filter('rest_pre_serve_request', function ($served) {
        header('Access-Control-Allow-Origin: *');
        return $served;
    });
}, 15);`)}
`,
      };
    },
  },
] satisfies Scene[];
