package io.mediarouter.vertx.speculation;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.media.AssetId;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.Format;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.VideoCodec;
import io.mediarouter.speculate.Benefit;
import io.mediarouter.speculate.FirstSegments;
import io.mediarouter.speculate.NextPieces;
import io.mediarouter.speculate.Proposal;
import io.mediarouter.speculate.Target;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which segments are made together. */
class InOneGoTest {
  private static Proposal proposal(String predictor, Format format, int number) {
    var form =
        new Rendition(format, VideoCodec.H264, null, 640, 360, 0, 0, 0, 0, number * 4000L, 4000);
    var target = new Target(new AssetId("film"), form);
    return new Proposal(target, EncodingSpeed.FAST, predictor, 1, 1, new Benefit(1, 0));
  }

  @Test
  void beginningOfWhichABudgetPaysForSome_isMadeWhole_inOrder() {
    Proposal zero = proposal(FirstSegments.NAME, Format.M4S, 0);
    Proposal one = proposal(FirstSegments.NAME, Format.M4S, 1);

    assertThat(WarmRuns.inOneGo(List.of(one), List.of(one, zero)))
        .containsExactly(List.of(zero, one));
  }

  @Test
  void segmentThatItsPlayerAnnouncesToo_wasMadeTwice() {
    Proposal announced = proposal(NextPieces.NAME, Format.M4S, 0);
    Proposal same = proposal(FirstSegments.NAME, Format.M4S, 0);

    assertThat(WarmRuns.inOneGo(List.of(announced), List.of(announced, same)))
        .containsExactly(List.of(announced));
  }

  @Test
  void whatNobodyMakesTogether_isNotMadeForBeingProposed() {
    Proposal file = proposal(NextPieces.NAME, Format.MP4, 0);
    Proposal other = proposal(NextPieces.NAME, Format.M4S, 1);
    Proposal next = proposal(NextPieces.NAME, Format.M4S, 2);

    assertThat(WarmRuns.inOneGo(List.of(file, other), List.of(file, other, next)))
        .containsExactly(List.of(file), List.of(other));
  }
}
