namespace OrleansAiJobs.Tests.EndToEnd;

internal static class Texts
{
    public const string Blog = """
        Community gardens are changing how cities feed themselves. On a former parking lot in the east of the town, forty families now grow
        tomatoes, beans and herbs in raised beds. The project began two years ago with a handful of volunteers and a borrowed shovel.

        Today the garden delivers fresh vegetables to three schools and a food bank. Neighbours who had never spoken to each other share tools
        and recipes. The city has promised water for free until 2030, and two more gardens are planned for next spring.
        """;
}
