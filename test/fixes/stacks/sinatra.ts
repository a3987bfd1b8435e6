import type { Host } from '../host.ts';

export default {
  apt: ['ruby-sinatra', 'ruby-rack-cors', 'puma'],
  files: (snippet) => ({
    'app.rb': `
require "sinatra/base"

class App < Sinatra::Base
  before "/api/*" do
    if env["HTTP_AUTHORIZATION"] != "Bearer token"
      halt 401, { "X-Total-Count" => "0" }, "who are you"
    end
  end

  [:get, :put].each do |verb|
    send(verb, "/api/data") do
      headers "X-Total-Count" => "42"
      content_type :json
      "{}"
    end
  end

  get("/api/err") { raise "crash" }
end
`,
    'config.ru': `
require "./app"
${snippet}
run App
`,
  }),
  env: () => ({ APP_ENV: 'production', RACK_ENV: 'production' }),
  start: ({ port }) => ['puma', '-q', '-b', `tcp://127.0.0.1:${port}`, 'config.ru'],
  version: ({ deb }) => `Sinatra ${deb('ruby-sinatra')} with rack-cors ${deb('ruby-rack-cors')}`,
} satisfies Host;
