package io.mediarouter.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomesTest {
  @ParameterizedTest(name = "{0} with status {1} is {2}")
  @CsvSource({
    "COMPLETE,       200, SUCCESS",
    "COMPLETE,       206, SUCCESS",
    "COMPLETE,       304, SUCCESS",
    "COMPLETE,       404, IGNORED",
    "COMPLETE,       416, IGNORED",
    "COMPLETE,       500, FAILURE",
    "COMPLETE,       503, FAILURE",
    "CLIENT_LEFT,      0, IGNORED",
    "CLIENT_LEFT,    200, IGNORED",
    "CANCELLED,      200, IGNORED",
    "CONNECT_FAILED,   0, FAILURE",
    "TIMED_OUT,        0, FAILURE",
    "TIMED_OUT,      200, FAILURE",
    "BROKEN_OFF,       0, FAILURE",
    "BROKEN_OFF,     200, FAILURE",
    "INTERNAL_ERROR,   0, IGNORED",
  })
  void endingAndStatus_sayWhatTheServerDid(Ending ending, int status, Outcome outcome) {
    assertThat(Outcomes.judge(ending, status)).isEqualTo(outcome);
  }
}
