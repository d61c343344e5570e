using System.CommandLine;

namespace OrleansAiJobs.Tests.Benchmarks.Commands;

/// <summary>A whole number on the command line.</summary>
internal sealed class NumberOption : Option<int>
{
    public NumberOption(string name, int usual, string description, int least = 1)
        : base(name)
    {
        Description = description;
        DefaultValueFactory = _ => usual;
        Validators.Add(result =>
        {
            if (result.Errors.Any() || result.GetValueOrDefault<int>() < least)
            {
                result.AddError($"{name} must be a whole number, at least {least}.");
            }
        });
    }
}
