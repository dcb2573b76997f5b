package io.mediarouter.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OutcomesTest {
  @ParameterizedTest(name = "{0} with status {1} is {2}")
  @CsvSource({
    "COMPLETE,         0, SUCCESS",
    "COMPLETE,       200, SUCCESS",
    "COMPLETE,       201, SUCCESS",
    "COMPLETE,       204, SUCCESS",
    "COMPLETE,       206, SUCCESS",
    "COMPLETE,       302, SUCCESS",
    "COMPLETE,       304, SUCCESS",
    "COMPLETE,       400, IGNORED",
    "COMPLETE,       401, IGNORED",
    "COMPLETE,       403, IGNORED",
    "COMPLETE,       404, IGNORED",
    "COMPLETE,       410, IGNORED",
    "COMPLETE,       412, IGNORED",
    "COMPLETE,       415, IGNORED",
    "COMPLETE,       416, IGNORED",
    "COMPLETE,       422, IGNORED",
    "COMPLETE,       429, FAILURE",
    "COMPLETE,       500, FAILURE",
    "COMPLETE,       502, FAILURE",
    "COMPLETE,       503, FAILURE",
    "COMPLETE,       504, FAILURE",
    "COMPLETE,       507, FAILURE",
    "CLIENT_LEFT,      0, IGNORED",
    "CLIENT_LEFT,    200, IGNORED",
    "CLIENT_LEFT,    500, IGNORED",
    "CANCELLED,        0, IGNORED",
    "CANCELLED,      200, IGNORED",
    "CONNECT_FAILED,   0, FAILURE",
    "TIMED_OUT,        0, FAILURE",
    "TIMED_OUT,      200, FAILURE",
    "STALLED,          0, FAILURE",
    "STALLED,        206, FAILURE",
    "BROKEN_OFF,       0, FAILURE",
    "BROKEN_OFF,     200, FAILURE",
    "UNREADABLE,       0, FAILURE",
    "UNREADABLE,     200, FAILURE",
    "NO_ROOM,          0, IGNORED",
    "NO_ROOM,        200, IGNORED",
    "INTERNAL_ERROR,   0, IGNORED",
    "INTERNAL_ERROR, 200, IGNORED",
  })
  void endingAndStatus_sayWhatTheServerDid(Ending ending, int status, Outcome outcome) {
    assertThat(Outcomes.judge(ending, status)).isEqualTo(outcome);
  }

  @ParameterizedTest(name = "{0} with status {1}: {2}")
  @CsvSource({
    "COMPLETE,       500, true",
    "COMPLETE,       502, true",
    "COMPLETE,       504, false",
    "TIMED_OUT,        0, false",
    "STALLED,        200, false",
    "BROKEN_OFF,       0, true",
    "BROKEN_OFF,     200, true",
    "COMPLETE,       200, false",
    "COMPLETE,       422, false",
    "COMPLETE,       429, false",
    "COMPLETE,       503, false",
    "CONNECT_FAILED,   0, false",
    "NO_ROOM,          0, false",
    "CANCELLED,        0, false",
    "CLIENT_LEFT,      0, false",
  })
  void aServerThatTriedAndFailed_mayHaveFailedForItsMedia(
      Ending ending, int status, boolean media) {
    assertThat(Outcomes.mayBeTheMedia(ending, status)).isEqualTo(media);
  }

  @ParameterizedTest(name = "{0} with status {1}: {2}")
  @CsvSource({
    "COMPLETE,       400, true",
    "COMPLETE,       403, true",
    "COMPLETE,       404, true",
    "COMPLETE,       413, true",
    "COMPLETE,       415, true",
    "COMPLETE,       422, true",
    "COMPLETE,       451, true",
    "COMPLETE,       408, false",
    "COMPLETE,       409, false",
    "COMPLETE,       429, false",
    "COMPLETE,       200, false",
    "COMPLETE,       500, false",
    "TIMED_OUT,      422, false",
    "BROKEN_OFF,     422, false",
  })
  void aServerThatRefuses_hasSpokenForAll(Ending ending, int status, boolean verdict) {
    assertThat(Outcomes.isVerdict(ending, status)).isEqualTo(verdict);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNotTheServers_isNeverHeldAgainstIt_whateverItsStatus(Ending ending) {
    boolean servers =
        switch (ending) {
          case COMPLETE, CONNECT_FAILED, TIMED_OUT, STALLED, BROKEN_OFF, UNREADABLE -> true;
          case CLIENT_LEFT, CANCELLED, NO_ROOM, INTERNAL_ERROR -> false;
        };

    assertThat(Outcomes.judge(ending, 500) == Outcome.FAILURE).isEqualTo(servers);
  }
}
