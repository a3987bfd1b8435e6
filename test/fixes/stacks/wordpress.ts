import type { Host } from '../host.ts';

export default {
  apt: ['wordpress', 'mariadb-server-core', 'php-cli', 'php-mysql'],
  // Its REST API says every origin is allowed; only what asks no preflight gets past the 401.
  readable: ['unauthorized'],
  files: (snippet, { dir, cache, port }) => ({
    'wp-content/mu-plugins/api.php': `<?php
add_filter('rest_authentication_errors', function () {
    if (($_SERVER['HTTP_AUTHORIZATION'] ?? '') === 'Bearer token') return true;
    header('X-Total-Count: 0');
    return new WP_Error('rest_forbidden', 'who are you', ['status' => 401]);
});
add_action('rest_api_init', function () {
    register_rest_route('api', '/data', [
        'methods' => 'GET, PUT',
        'permission_callback' => '__return_true',
        'callback' => fn () => new WP_REST_Response(['ok' => true], 200, ['X-Total-Count' => '42']),
    ]);
    register_rest_route('api', '/err', [
        'permission_callback' => '__return_true',
        'callback' => fn () => throw new Exception('crash'),
    ]);
});
`,
    ...(snippet ? { 'wp-content/mu-plugins/cors.php': snippet } : {}),
    'wp-config.php': `<?php
define('ABSPATH', '/usr/share/wordpress/');
define('WP_CONTENT_DIR', '${dir}/wp-content');
define('DB_NAME', 'wordpress');
define('DB_USER', 'root');
define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:${dir}/db.sock');
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');
define('WP_HOME', 'http://127.0.0.1:${port}');
define('WP_SITEURL', WP_HOME);
define('DISABLE_WP_CRON', true);
define('WP_HTTP_BLOCK_EXTERNAL', true);
$table_prefix = 'wp_';
`,
    'install.php': `<?php
define('WP_INSTALLING', true);
require __DIR__ . '/wp-config.php';
mysqli_query(mysqli_connect('localhost', 'root', '', null, 0, '${dir}/db.sock'), 'CREATE DATABASE IF NOT EXISTS wordpress');
require ABSPATH . 'wp-settings.php';
function wp_new_blog_notification() {}
require ABSPATH . 'wp-admin/includes/upgrade.php';
if (!is_blog_installed()) wp_install('Test', 'admin', 'admin@example.com', false, '', 'password');
$wp_rewrite->set_permalink_structure('/%postname%/');
$wp_rewrite->flush_rules();
`,
    // The API at /api instead of /wp-json/api.
    'index.php': `<?php
$_SERVER['REQUEST_URI'] = preg_replace('~^/api/~', '/wp-json/api/', $_SERVER['REQUEST_URI']);
$_SERVER['PHP_SELF'] = '/index.php';
unset($_SERVER['PATH_INFO']);
require __DIR__ . '/wp-config.php';
require ABSPATH . 'wp-settings.php';
wp();
`,
    'start.sh': `
db=${cache}/db
if [ ! -e $db/installed ]; then
  rm -rf $db
  mariadb-install-db --no-defaults --user=root --datadir=$db --skip-test-db >install.log 2>&1
  touch $db/installed
fi
mariadbd --no-defaults --user=root --datadir=$db --socket=${dir}/db.sock --pid-file=${dir}/db.pid \\
  --skip-grant-tables --skip-networking --innodb-flush-log-at-trx-commit=0 &
until [ -S db.sock ]; do sleep 0.1; done
php -d display_errors=0 install.php
php -d display_errors=0 -S 127.0.0.1:${port} index.php &
# The database must have let go of its files when this ends.
trap : TERM
wait
wait
`,
  }),
  start: () => ['sh', 'start.sh'],
  version: ({ deb }) => `WordPress ${deb('wordpress')}`,
} satisfies Host;
