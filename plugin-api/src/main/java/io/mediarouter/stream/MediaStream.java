package io.mediarouter.stream;

import java.util.List;

/**
 * All that a player may choose from in a stream. Addresses in what is told of it are relative to
 * its playlist or manifest: {@code NAME/index.m3u8}, {@code NAME/init.mp4} and {@code NAME/N.m4s}
 * with segments counted from 0.
 *
 * @param grid where its segments begin
 * @param rungs its picture, in the order in which they are told; players begin with the first
 * @param sounds its sound
 */
public record MediaStream(SegmentGrid grid, List<Rung> rungs, List<Sound> sounds) {
  public MediaStream {
    rungs = List.copyOf(rungs);
    sounds = List.copyOf(sounds);
    if (rungs.isEmpty() && sounds.isEmpty()) {
      throw new IllegalArgumentException("stream: neither picture nor sound");
    }
  }
}
