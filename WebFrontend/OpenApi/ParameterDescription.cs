using Microsoft.OpenApi;

namespace OrleansAiJobs.WebFrontend.OpenApi;

/// <summary>A parameter of the path, the query or the headers.</summary>
/// <param name="Name">Its name.</param>
/// <param name="In">Where it stands.</param>
/// <param name="Text">What it means.</param>
/// <param name="Schema">Its rule.</param>
/// <param name="Example">A value.</param>
internal sealed record ParameterDescription(string Name, ParameterLocation In, string Text, OpenApiSchema Schema, string Example);
