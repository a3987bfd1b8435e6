import { double, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'aspnet-core',
  title: 'ASP.NET Core',
  language: 'cs',
  layer: 'app',

  place: 'Program.cs, replacing the line `var app = builder.Build();`. .NET 6 and later.',
  existing: ['AddCors', 'UseCors', 'EnableCors', 'RequireCors', 'Access-Control-', 'customHeaders'],
  leftIn:
    'A second default policy replaces the first. An endpoint with `[EnableCors]` or `RequireCors` keeps its own policy instead of this one: where that allows any origin, it still does.',
  onlyOnSuccess:
    '`app.UseCors()` stands below `UseAuthentication` or `UseAuthorization`, or an unhandled exception clears the headers that were set before it.',
  docs: 'https://learn.microsoft.com/en-us/aspnet/core/security/cors',
  signs: [
    { header: 'server', value: /^Kestrel\b/ },
    { header: 'set-cookie', value: /^\.AspNetCore\.[\w.]+(?==)/ },
    // Every value of its data protection begins so, under whatever name the cookie goes.
    { header: 'set-cookie', value: /^XSRF-TOKEN(?==CfDJ8)/ },
  ],

  verified: null,
  limits: ['Not for classic ASP.NET and Web API 2, which use `EnableCors`.'],
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
      '// UseCors omits it when the list has a single origin.',
      'app.Use((context, next) =>',
      '{',
      '    context.Response.Headers.Append("Vary", "Origin");',
      '    return next(context);',
      '});',
      '// A preflight carries no credentials and must not be redirected: before UseHttpsRedirection,',
      '// UseAuthentication, UseAuthorization and UseResponseCaching. An application that authenticates must',
      '// call app.UseAuthentication() and app.UseAuthorization() below; left out, .NET puts them first.',
      'app.UseRouting();',
      'app.UseCors();',
    ),
} satisfies Stack as Stack;
