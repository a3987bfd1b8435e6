builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy
    // Exactly as the browser sends it: no slash at the end.
    .WithOrigins("https://app.example.com")
    .WithMethods("GET", "PURGE", "PATCH", "QUERY")
    .WithHeaders("authorization", "content-type", "x-api_key", "x-request-id", "x-tenant")
    .SetPreflightMaxAge(TimeSpan.FromSeconds(600))));

var app = builder.Build();

// An unhandled exception would lose the headers; one that is handled here keeps them.
app.UseExceptionHandler(errors => errors.Run(context => Results.Problem().ExecuteAsync(context)));
// UseCors omits it when the list has a single origin.
app.Use((context, next) =>
{
    context.Response.Headers.Append("Vary", "Origin");
    return next(context);
});
// A preflight carries no credentials and must not be redirected: before UseHttpsRedirection,
// UseAuthentication, UseAuthorization and UseResponseCaching. An application that authenticates must
// call app.UseAuthentication() and app.UseAuthorization() below; left out, .NET puts them first.
app.UseRouting();
app.UseCors();
