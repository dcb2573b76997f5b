package io.mediarouter.harness.farm;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.container.KeyFrameCut;
import io.mediarouter.harness.farm.media.Sample;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Heads of films that are not what they seem, as an origin may have them. */
class BrokenHeadsTest {
  private static final int TIMES = 20_000;
  private static final int[] ODD = {0, 1, -1, 0x7fffffff, 0x80000000, 0xffff, 1 << 20};

  @Test
  void whateverAHeadTells_eitherCutsTheFilmSensibly_orIsNoCut() throws Exception {
    byte[] head = head(Files.readAllBytes(Farm.SAMPLES.path(Sample.TEST_CARD_720P)));
    assertThat(KeyFrameCut.of(head, 4, 10)).isPresent();
    var random = new SplittableRandom(1);

    for (int i = 0; i < TIMES; i++) {
      KeyFrameCut.of(broken(head, random), 4, 10).ifPresent(BrokenHeadsTest::assertSensible);
    }
  }

  private static byte[] head(byte[] film) {
    ByteBuffer in = ByteBuffer.wrap(film);
    int at = 0;
    while (in.getInt(at + 4) != 0x6d6f6f76) {
      at += in.getInt(at);
    }
    return Arrays.copyOfRange(film, at, at + in.getInt(at));
  }

  /** A few numbers are others, or the end is missing. */
  private static byte[] broken(byte[] head, SplittableRandom random) {
    boolean cut = random.nextInt(10) == 0;
    byte[] broken = cut ? Arrays.copyOf(head, random.nextInt(1, head.length)) : head.clone();
    for (int i = random.nextInt(1, 4); i > 0 && broken.length > 8; i--) {
      int at = random.nextInt(8, broken.length - 3);
      int value = random.nextBoolean() ? ODD[random.nextInt(ODD.length)] : random.nextInt();
      ByteBuffer.wrap(broken).putInt(at, value);
    }
    return broken;
  }

  private static void assertSensible(KeyFrameCut cut) {
    assertThat(cut.count()).isPositive();
    assertThat(cut.head()).isNotEmpty();
    assertThat(cut.averageBits()).isNotNegative();
    for (int n = 0; n < cut.count(); n++) {
      assertThat(cut.seconds(n)).isPositive().isFinite();
      assertThat(cut.front(n)).isNotEmpty();
      long media = 0;
      for (KeyFrameCut.Span span : cut.media(n)) {
        assertThat(span.from()).isNotNegative();
        assertThat(span.to()).isGreaterThanOrEqualTo(span.from());
        media += span.to() - span.from();
      }
      assertThat(cut.length(n)).isEqualTo(cut.front(n).length + media);
    }
  }
}
