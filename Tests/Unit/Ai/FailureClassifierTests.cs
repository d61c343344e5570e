using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using OrleansAiJobs.Grains.Ai;
using OrleansAiJobs.Grains.Interfaces.Jobs;

namespace OrleansAiJobs.Tests.Unit.Ai;

public sealed class FailureClassifierTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 17, 4, 0, TimeSpan.Zero);

    [Theory]
    [MemberData(nameof(Exceptions))]
    public void An_exception_is_known_by_its_type_however_it_is_wrapped(string name, Exception exception, string code, bool retryable)
    {
        Exception[] wrappings = [exception, new AggregateException(exception), new AggregateException(new AggregateException(exception))];

        var failures = wrappings.Select(wrapping => Classify(wrapping));

        Assert.All(failures, failure => Assert.True(
            (failure.Error.Code, failure.Error.Retryable) == (code, retryable),
            $"{name} became {failure.Error}"));
    }

    public static TheoryData<string, Exception, string, bool> Exceptions() => new()
    {
        { "refused", new HttpRequestException(HttpRequestError.ConnectionError, null, new SocketException((int)SocketError.ConnectionRefused)), JobErrorCodes.ProviderUnavailable, true },
        { "DNS", new HttpRequestException(HttpRequestError.NameResolutionError), JobErrorCodes.ProviderUnavailable, true },
        { "TLS", new HttpRequestException(HttpRequestError.SecureConnectionError), JobErrorCodes.ProviderUnavailable, true },
        { "cut", new HttpIOException(HttpRequestError.ResponseEnded), JobErrorCodes.ProviderUnavailable, true },
        { "reset", new IOException("reset", new SocketException((int)SocketError.ConnectionReset)), JobErrorCodes.ProviderUnavailable, true },
        { "socket", new SocketException((int)SocketError.ConnectionReset), JobErrorCodes.ProviderUnavailable, true },
        { "time-out of the handler", new TaskCanceledException(null, new TimeoutException()), JobErrorCodes.ProviderTimeout, true },
        { "time-out", new TimeoutException(), JobErrorCodes.ProviderTimeout, true },
        { "broken JSON", new JsonException(), JobErrorCodes.InvalidResponse, true },
        { "anything else", new NotSupportedException(), JobErrorCodes.Internal, true },
        { "anything else, wrapped", new NotSupportedException("", new InvalidCastException()), JobErrorCodes.Internal, true },
        { "status without a body", new HttpRequestException("", null, HttpStatusCode.BadGateway), JobErrorCodes.ProviderUnavailable, true },
    };

    [Fact]
    public void Every_kind_has_a_message_of_whole_sentences()
    {
        foreach (var kind in Enum.GetValues<FailureKind>())
        {
            var error = FailureMessages.For(kind);

            Assert.Matches(@"^[A-Z][^.]+\.( [A-Z].+\.)+$", error.Message);
            Assert.Equal(kind is FailureKind.Unexpected or FailureKind.RequestRefused, error.Code is JobErrorCodes.Internal);
        }
    }

    [Theory]
    [InlineData(429, FailureKind.RateLimited, false)]
    [InlineData(429, FailureKind.QuotaExhausted, false)]
    [InlineData(200, FailureKind.RateLimited, false)]
    [InlineData(503, FailureKind.Unavailable, true)]
    [InlineData(null, FailureKind.Unreachable, true)]
    public void Only_refusals_for_load_cost_no_attempt(int? status, object kind, bool counts)
    {
        var failure = Classify(new AiFailureException((FailureKind)kind), status);

        Assert.Equal(counts, failure.Counts);
    }

    [Fact]
    public void The_longest_wait_allowed_is_still_waited_for()
    {
        var failure = Classify(new AiFailureException(FailureKind.RateLimited), 429, TimeSpan.FromMinutes(5));

        Assert.True(failure.Error.Retryable);
        Assert.Equal(TimeSpan.FromMinutes(5), failure.RetryAfter);
    }

    [Fact]
    public void A_longer_wait_ends_the_job_with_the_time_to_come_back()
    {
        var failure = Classify(new AiFailureException(FailureKind.Unavailable), 503, TimeSpan.FromHours(9));

        Assert.Equal((JobErrorCodes.ProviderUnavailable, false), (failure.Error.Code, failure.Error.Retryable));
        Assert.Contains("2026-11-24 02:04 UTC", failure.Error.Message, StringComparison.Ordinal);
        Assert.Null(failure.RetryAfter);
    }

    [Fact]
    public void What_waiting_does_not_mend_has_no_time_to_come_back()
    {
        var failure = Classify(new AiFailureException(FailureKind.AccessRefused), 401, TimeSpan.FromSeconds(1));

        Assert.False(failure.Error.Retryable);
        Assert.Null(failure.RetryAfter);
    }

    private static Failure Classify(Exception exception, int? status = null, TimeSpan? retryAfter = null) =>
        FailureClassifier.Classify(new FailureFacts
        {
            Exception = exception,
            Status = status,
            RetryAfter = retryAfter,
            MaxRetryAfter = TimeSpan.FromMinutes(5),
            Now = Now,
        });
}
