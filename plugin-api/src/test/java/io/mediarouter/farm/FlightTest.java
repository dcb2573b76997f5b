package io.mediarouter.farm;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.media.EncodingSpeed;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When it is sooner to make an output anew than to wait for who makes it already. */
class FlightTest {
  @ParameterizedTest
  @CsvSource({
    // plays, predicted, age, progress, anew: slower?
    "60, 10,  1,  0,    10,  false", // as fast as another one, and ahead of it
    "60, 100, 1,  0,    10,  true", // a slow server, where a fast one is free
    "60, 100, 95, 0,    10,  false", // it is nearly done
    "60, 10,  40, 0,    10,  true", // overdue by more than another one takes
    "60, 10,  20, 0,    10,  false", // a crowded farm, which another one would crowd more
    "60, 0,   40, 0,    10,  false", // nobody knows
    "60, 10,  40, 0,    0,   false", // nobody knows how long another one takes
    "60, 10,  40, 0.9,  10,  false", // its progress says more than its prediction
    "60, 10,  40, 0.25, 10,  true", // slower than it plays
    "60, 2,   10, 0.25, 2,   false", // slow, but faster than it plays
    "0,  2,   10, 0.25, 2,   true", // a picture
    "60, 10,  2,  0.01, 10,  false", // too little to tell by
    "60, 1,   3,  0,    1,   false", // a moment is not worth another task
    "60, 10,  99, 0.7,  10,  false", // slower than it plays, and nevertheless there in time
    "60, 50,  1,  0,    5,   false", // predicted to come before it is played
  })
  void followedUnlessAnotherMakingIsDoneSooner(
      double media, double predicted, double age, double progress, double anew, boolean slower) {
    var flight = flight(EncodingSpeed.FAST, media, predicted).at(age, progress);

    assertThat(flight.isSlowerThan(anew)).isEqualTo(slower);
  }

  private static Flight flight(EncodingSpeed speed, double media, double predicted) {
    return new Flight("p1", "t1", "127.0.0.1:1", "", true, speed, media, predicted, 0, 0);
  }

  @ParameterizedTest
  @CsvSource({
    // plays, predicted, age, progress: waits?
    "60, 50,  0,  0,    false", // batch work that is faster than it plays
    "60, 100, 0,  0,    true", // with more effort than there is time for
    "60, 100, 50, 0.5,  false", // its second half comes in time
    "60, 100, 90, 0.45, true",
    "0,  1,   0,  0,    false", // a picture that is there in a moment
    "0,  30,  1,  0,    true",
  })
  void whoPlaysWhatIsMadeForNobodyInAHurry_mayWait(
      double media, double predicted, double age, double progress, boolean waits) {
    var flight = flight(EncodingSpeed.SLOW, media, predicted).at(age, progress);

    assertThat(flight.keepsPlayersWaiting()).isEqualTo(waits);
  }

  @ParameterizedTest
  @CsvSource({
    // predicted, age, progress: in five seconds?
    "10, 6, 0,   true",
    "10, 4, 0,   false",
    "10, 6, 0.4, false", // its progress says more than its prediction
    "10, 20, 0,  false", // overdue
    "0,  1, 0,   true", // nobody knows
  })
  void whoWantsAllOfIt_waitsWhereItIsSoonThere(
      double predicted, double age, double progress, boolean soon) {
    var flight = flight(EncodingSpeed.FAST, 60, predicted).at(age, progress);

    assertThat(flight.isDoneWithin(5)).isEqualTo(soon);
  }

  @ParameterizedTest
  @CsvSource({
    "ON_DEMAND,   FAST, SLOW, true", // better than asked for
    "BATCH,       SLOW, FAST, true", // who orders a rendition wants to have it
    "SPECULATIVE, SLOW, FAST, false", // who wants it better gets nothing new
    "SPECULATIVE, SLOW, SLOW, true",
    "SPECULATIVE, SLOW, COPY, true",
  })
  void itServesWhoWantsNothingBetter(
      TaskKind wanted, EncodingSpeed effort, EncodingSpeed made, boolean serves) {
    assertThat(flight(made, 60, 10).serves(wanted, effort)).isEqualTo(serves);
  }
}
