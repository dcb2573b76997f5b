package io.mediarouter.speculate;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.media.AssetId;
import io.mediarouter.media.RenditionKey;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LedgerRowTest {
  private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");
  private static final Target CLIP =
      new Target(
          new AssetId("films/clip.mp4"), RenditionKey.read("h264-640x360.mp4").orElseThrow());
  private static final Target SONG =
      new Target(
          new AssetId("films/other.mp4"), RenditionKey.read("h264-640x360.mp4").orElseThrow());

  @Test
  void aLedger_isReadAsItWasPublished() {
    Ledger ledger =
        Ledger.EMPTY
            .inVain("standing-rules", 4, NOON)
            .made(CLIP, "other-renditions", new Benefit(10, 0), 8, NOON)
            .used(Map.of(CLIP, 2, SONG, 3));

    assertThat(LedgerRow.read(LedgerRow.of(ledger).entrySet())).isEqualTo(ledger);
  }

  @Test
  void aRowOfALaterVersion_tellsNothing() {
    var row = new LedgerRow(null, null, 1);

    assertThat(LedgerRow.read(Map.of("z:what", row, "t:not a key", row).entrySet()))
        .isEqualTo(Ledger.EMPTY);
  }
}
