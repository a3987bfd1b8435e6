import { double, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'aspnet-core',
  title: 'ASP.NET Core',
  language: 'cs',
  layer: 'app',

  place: 'Program.cs: the first part before `builder.Build()`, the second right after it.',
  docs: 'https://learn.microsoft.com/en-us/aspnet/core/security/cors',
  signs: [
    { header: 'server', value: /^Kestrel\b/ },
    { header: 'set-cookie', value: /^\.AspNetCore\.[\w.]+(?==)/ },
  ],

  verified: null,
  limits: ['Classic ASP.NET and Web API 2 have another mechanism (EnableCors).'],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      'builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy',
      '    // Exactly as the browser sends it: no slash at the end.',
      `    .WithOrigins(${double(origins)})`,
      `    .WithMethods(${double(methods)})`,
      headers.length > 0 && `    .WithHeaders(${double(headers)})`,
      exposed.length > 0 && `    .WithExposedHeaders(${double(exposed)})`,
      credentials && '    .AllowCredentials()',
      `    .SetPreflightMaxAge(TimeSpan.FromSeconds(${maxAge}))));`,
      '',
      'var app = builder.Build();',
      '',
      '// An unhandled exception would lose the headers; one that is handled here keeps them.',
      'app.UseExceptionHandler(errors => errors.Run(context => Results.Problem().ExecuteAsync(context)));',
      '// A preflight carries no credentials and may not be redirected: before UseHttpsRedirection,',
      '// UseAuthentication, UseAuthorization and UseResponseCaching.',
      'app.UseRouting();',
      'app.UseCors();',
    ),
} satisfies Stack as Stack;
