package io.mediarouter.farm;

import static org.assertj.core.api.Assertions.assertThat;

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
  })
  void followedUnlessAnotherMakingIsDoneSooner(
      double media, double predicted, double age, double progress, double anew, boolean slower) {
    var flight =
        new Flight("p1", "t1", "127.0.0.1:1", "", media, predicted, 0, 0).at(age, progress);

    assertThat(flight.isSlowerThan(anew)).isEqualTo(slower);
  }
}
