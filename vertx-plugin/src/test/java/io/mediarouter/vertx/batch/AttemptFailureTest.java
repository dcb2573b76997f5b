package io.mediarouter.vertx.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.media.InvalidParameterException;
import io.mediarouter.outcome.Ending;
import io.mediarouter.request.Problem;
import io.mediarouter.request.ProblemException;
import io.mediarouter.vertx.call.BackEndException;
import io.vertx.core.http.HttpClosedException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AttemptFailureTest {
  static Stream<Arguments> causes() {
    return Stream.of(
        Arguments.of(new InvalidParameterException("t", "99", "0..10"), AttemptFailure.HOPELESS),
        Arguments.of(problem(404), AttemptFailure.HOPELESS),
        Arguments.of(problem(400), AttemptFailure.HOPELESS),
        Arguments.of(problem(502), AttemptFailure.FAILED),
        Arguments.of(problem(503), AttemptFailure.TAKEN_AWAY),
        Arguments.of(new CancellationException("preempted"), AttemptFailure.TAKEN_AWAY),
        Arguments.of(
            new BackEndException("t1", Ending.CANCELLED, 0, "x"), AttemptFailure.TAKEN_AWAY),
        Arguments.of(
            new BackEndException("t1", Ending.BROKEN_OFF, 200, "x"), AttemptFailure.FAILED),
        Arguments.of(new HttpClosedException("Connection was closed"), AttemptFailure.FAILED),
        Arguments.of(new TimeoutException(), AttemptFailure.FAILED),
        Arguments.of(new IllegalStateException("a defect"), AttemptFailure.FAILED));
  }

  private static ProblemException problem(int status) {
    return new ProblemException(Problem.of(status, "title", "detail"));
  }

  @ParameterizedTest
  @MethodSource("causes")
  void of_aCause_isJudged(Throwable cause, AttemptFailure expected) {
    assertThat(AttemptFailure.of(cause)).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void of_whatServersDidNotStart_dependsOnWhatTheLastOneSaid(
      BackEndException refusal, AttemptFailure expected) {
    assertThat(AttemptFailure.ofRefusal(refusal)).isEqualTo(expected);
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(answered(503), AttemptFailure.TAKEN_AWAY),
        Arguments.of(answered(429), AttemptFailure.TAKEN_AWAY),
        Arguments.of(answered(500), AttemptFailure.FAILED),
        Arguments.of(answered(422), AttemptFailure.FAILED),
        Arguments.of(
            new BackEndException("t1", Ending.CONNECT_FAILED, 0, "refused"),
            AttemptFailure.TAKEN_AWAY),
        Arguments.of(
            new BackEndException("t1", Ending.TIMED_OUT, 0, "slow"), AttemptFailure.FAILED));
  }

  private static BackEndException answered(int status) {
    return new BackEndException("t1", Ending.COMPLETE, status, "answered " + status);
  }

  @Test
  void reason_isFitForWhoOrdered() {
    assertThat(AttemptFailure.reason(problem(404))).isEqualTo("detail");
    assertThat(AttemptFailure.reason(answered(500))).isEqualTo("t1: answered 500");
    assertThat(AttemptFailure.reason(new NullPointerException("secret of ours")))
        .isEqualTo("internal error; it was logged");
  }
}
