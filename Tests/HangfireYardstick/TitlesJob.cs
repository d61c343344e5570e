using System.Text;
using System.Text.Json;
using Npgsql;
using OpenAI.Chat;

namespace OrleansAiJobs.Tests.HangfireYardstick;

/// <summary>The work of one job: asks the AI, and stores the titles it gave.</summary>
public sealed class TitlesJob(ChatClient ai, NpgsqlDataSource results)
{
    private const int SourceCharacters = 14;

    /// <summary>Called by Hangfire.</summary>
    public async Task RunAsync(string content, int count, CancellationToken cancellationToken)
    {
        ChatMessage[] messages =
        [
            new SystemChatMessage(
                $$"""Write exactly {{count}} different titles for the content. Answer only with JSON of the form {"titles":["…"]}, with exactly {{count}} strings in the list."""),
            new UserChatMessage(content),
        ];
        var answer = new StringBuilder();
        await foreach (var update in ai.CompleteChatStreamingAsync(messages, cancellationToken: cancellationToken))
        {
            foreach (var part in update.ContentUpdate)
            {
                answer.Append(part.Text);
            }
        }

        using var titles = JsonDocument.Parse(answer.ToString());
        if (titles.RootElement.GetProperty("titles").GetArrayLength() != count)
        {
            throw new InvalidOperationException("The answer has another number of titles.");
        }

        await using var command = results.CreateCommand("INSERT INTO yardstick_results (source, titles) VALUES ($1, $2::jsonb)");
        command.Parameters.Add(new NpgsqlParameter { Value = content[..Math.Min(content.Length, SourceCharacters)] });
        command.Parameters.Add(new NpgsqlParameter { Value = answer.ToString() });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    internal static async Task CreateTableAsync(NpgsqlDataSource results)
    {
        await using var command = results.CreateCommand(
            """
            CREATE TABLE IF NOT EXISTS yardstick_results (
              id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
              source text NOT NULL,
              titles jsonb NOT NULL,
              completed_at timestamptz NOT NULL DEFAULT now()
            )
            """);
        await command.ExecuteNonQueryAsync();
    }
}
