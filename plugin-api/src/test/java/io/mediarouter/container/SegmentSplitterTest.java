package io.mediarouter.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Segments cut out of bytes that pass. */
class SegmentSplitterTest {
  private static byte[] head() {
    return new BoxWriter().box("ftyp", () -> {}).box("moov", () -> {}).toBytes();
  }

  private static byte[] segment(long start, int... runs) {
    BoxWriter out = new BoxWriter();
    out.box("styp", () -> out.int32(7));
    out.box(
        "moof",
        () ->
            out.box(
                "traf",
                () -> {
                  out.fullBox("tfdt", 1, 0, () -> out.int64(start));
                  for (int samples : runs) {
                    out.fullBox("trun", 0, 0, () -> out.int32(samples));
                  }
                }));
    out.box("mdat", () -> out.raw(new byte[1000]));
    return out.toBytes();
  }

  private static byte[] all(byte[]... parts) {
    BoxWriter out = new BoxWriter();
    for (byte[] part : parts) {
      out.raw(part);
    }
    return out.toBytes();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 16, 1000, 100_000})
  void segmentsAreGivenOutAsTheyBecomeWholeWhateverPiecesBytesComeIn(int size) {
    byte[] bytes = all(head(), segment(0, 96), segment(96_096, 50, 46), tail());
    SegmentSplitter splitter = new SegmentSplitter(5);
    List<SegmentSplitter.Segment> whole = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += size) {
      whole.addAll(splitter.feed(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + size))));
    }
    assertThat(splitter.init()).hasValueSatisfying(init -> assertThat(init).isEqualTo(head()));
    assertThat(whole).extracting(SegmentSplitter.Segment::number).containsExactly(5, 6);
    assertThat(whole).extracting(SegmentSplitter.Segment::start).containsExactly(0L, 96_096L);
    assertThat(whole).extracting(SegmentSplitter.Segment::samples).containsExactly(96, 96);
    assertThat(whole.get(0).bytes()).isEqualTo(segment(0, 96));
    assertThat(splitter.isCut()).isFalse();
    assertThat(splitter.next()).isEqualTo(7);
  }

  private static byte[] tail() {
    return new BoxWriter().box("mfra", () -> {}).toBytes();
  }

  @Test
  void aSegmentIsWholeWithItsLastByteOnly() {
    byte[] bytes = all(head(), segment(0, 96));
    SegmentSplitter splitter = new SegmentSplitter(0);
    assertThat(splitter.feed(Arrays.copyOf(bytes, bytes.length - 1))).isEmpty();
    assertThat(splitter.isCut()).isTrue();
    assertThat(splitter.feed(Arrays.copyOfRange(bytes, bytes.length - 1, bytes.length))).hasSize(1);
    assertThat(splitter.isCut()).isFalse();
  }

  @Test
  void whatIsNoFragmentedFileIsRefused() {
    List<byte[]> wrong =
        List.of(
            "<html><body>503</body></html>".getBytes(StandardCharsets.UTF_8),
            segment(0, 96),
            all(head(), head()),
            all(head(), new BoxWriter().box("mdat", () -> {}).toBytes()),
            new byte[64]);
    for (byte[] bytes : wrong) {
      assertThatThrownBy(() -> new SegmentSplitter(0).feed(bytes))
          .isInstanceOf(MalformedSegmentsException.class);
    }
  }

  @Test
  void nothingIsACutHead() {
    assertThat(new SegmentSplitter(0).isCut()).isTrue();
  }

  @Test
  void codecsOfWhatIsNoHeadAreUnknown() {
    assertThat(TrackCodecs.of(head())).isEmpty();
    assertThat(TrackCodecs.of(new byte[40])).isEmpty();
  }
}
