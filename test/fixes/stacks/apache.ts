import type { Host } from '../host.ts';

const modules = 'mpm_event authz_core headers setenvif rewrite proxy proxy_http dir mime';

export default {
  apt: ['apache2'],
  proxy: true,
  files: (snippet, { dir, port, upstream }) => ({
    'httpd.conf': `
ServerRoot ${dir}
DefaultRuntimeDir ${dir}
PidFile ${dir}/httpd.pid
Mutex file:${dir}
ServerName localhost
ErrorLog /dev/stderr
Listen 127.0.0.1:${port}
${modules.replace(/\w+/g, (name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).replace(/ Load/g, '\nLoad')}
TypesConfig /etc/mime.types
DocumentRoot ${dir}/html
<VirtualHost *:${port}>
${snippet}
ProxyPass /api/ ${upstream}/api/
</VirtualHost>
`,
    'html/index.html': 'ok',
  }),
  start: ({ dir }) => ['apache2', '-f', `${dir}/httpd.conf`, '-DFOREGROUND'],
  version: ({ deb }) => `Apache httpd ${deb('apache2')}`,
} satisfies Host;
