package io.mediarouter.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client's {@code Accept} field says that it can play. */
class ClientAbilitiesTest {
  @ParameterizedTest
  @ValueSource(strings = {"q=0", "q=0.0", "q=0.000", "Q=0"})
  void typeOfQualityZero_isRefused_thoughAWildcardWouldTakeIt(String quality) {
    var abilities = ClientAbilities.of("video/webm;" + quality + ", video/*");

    assertThat(abilities.accepts("video/webm")).isFalse();
    assertThat(abilities.accepts("video/mp4")).isTrue();
  }

  @Test
  void typeOfLowQuality_isTakenAllTheSame() {
    assertThat(ClientAbilities.of("video/webm;q=0.001").accepts("video/webm")).isTrue();
    assertThat(ClientAbilities.of("video/webm;q=0.1, */*;q=0").accepts("video/mp4")).isFalse();
  }
}
