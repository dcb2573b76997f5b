package io.mediarouter.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A finished file and its slices. */
class FinishedFileTest {
  /** What is uploaded in parts is, put together again, the whole. */
  @Test
  void slices_putTogether_areTheWhole() {
    var file =
        new FinishedFile(
            List.of(
                new FinishedFile.Part(new byte[] {1, 2, 3}, 10, 14),
                new FinishedFile.Part(new byte[0], 30, 32),
                new FinishedFile.Part(new byte[] {9}, 5, 5)));
    List<Integer> whole = bytes(file);

    for (int size = 1; size <= file.length(); size++) {
      List<Integer> joined = new ArrayList<>();
      for (long at = 0; at < file.length(); at += size) {
        joined.addAll(bytes(file.slice(at, Math.min(file.length(), at + size))));
      }
      assertThat(joined).as("size %d", size).isEqualTo(whole);
    }
    assertThat(file.slice(4, 4).length()).isZero();
  }

  /** New bytes by their values, others by their places. */
  private static List<Integer> bytes(FinishedFile file) {
    List<Integer> all = new ArrayList<>();
    for (FinishedFile.Part part : file.parts()) {
      for (byte each : part.head()) {
        all.add((int) each);
      }
      for (long place = part.from(); place < part.to(); place++) {
        all.add(100 + (int) place);
      }
    }
    return all;
  }
}
