package io.mediarouter.stream;

import io.mediarouter.container.KeyFrameCut;
import io.mediarouter.media.Rendition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stream: all that a player may choose from. Addresses in what is told of it are relative to its
 * playlist or manifest: {@code NAME/index.m3u8}, {@code NAME/init.mp4}, {@code NAME/N.m4s} with
 * segments counted from 0, {@code NAME/text.vtt}, and {@code storyboard.jpg} with its times in
 * {@code storyboard.vtt}.
 *
 * @param grid where its segments begin
 * @param rungs its picture, in the order in which they are told; players begin with the first
 * @param sounds its sound
 * @param subtitles its subtitles
 * @param storyboard the sheet of pictures for its seek bar; null = it has none
 * @param own the source's own picture beside the rungs; null = it has none
 */
public record MediaStream(
    SegmentGrid grid,
    List<Rung> rungs,
    List<Sound> sounds,
    List<Subtitles> subtitles,
    @Nullable Rendition storyboard,
    @Nullable OwnRung own) {
  public MediaStream {
    rungs = List.copyOf(rungs);
    sounds = List.copyOf(sounds);
    subtitles = List.copyOf(subtitles);
    if (rungs.isEmpty() && sounds.isEmpty()) {
      throw new IllegalArgumentException("stream: neither picture nor sound");
    }
  }

  /** One without the source's own picture. */
  public MediaStream(
      SegmentGrid grid,
      List<Rung> rungs,
      List<Sound> sounds,
      List<Subtitles> subtitles,
      @Nullable Rendition storyboard) {
    this(grid, rungs, sounds, subtitles, storyboard, null);
  }

  /**
   * The same with the source's own picture. What would be encoded to be that once more is not told
   * any more, unless nothing else is left to begin with.
   */
  public MediaStream withOwn(KeyFrameCut cut) {
    OwnRung added = OwnRung.beside(rungs, cut);
    List<Rung> kept = rungs.stream().filter(rung -> !added.replaces(rung)).toList();
    List<Rung> told = kept.isEmpty() ? rungs.subList(0, Math.min(1, rungs.size())) : kept;
    return new MediaStream(grid, told, sounds, subtitles, storyboard, added);
  }

  /** All forms of its picture, in the order in which they are told. */
  public List<Picture> pictures() {
    List<Picture> all = new ArrayList<>(rungs);
    if (own != null) {
      all.add(own);
    }
    return all;
  }

  /** One without a storyboard. */
  public MediaStream(
      SegmentGrid grid, List<Rung> rungs, List<Sound> sounds, List<Subtitles> subtitles) {
    this(grid, rungs, sounds, subtitles, null);
  }

  /** One without subtitles. */
  public MediaStream(SegmentGrid grid, List<Rung> rungs, List<Sound> sounds) {
    this(grid, rungs, sounds, List.of());
  }

  /** The subtitles of that name. */
  public Optional<Subtitles> subtitles(String name) {
    return subtitles.stream().filter(each -> each.name().equals(name)).findFirst();
  }

  /** The peak of the next smaller rung, bits per second; a rung's own where it is the smallest. */
  public long bitsBelow(Picture rung) {
    return rungs.stream()
        .mapToLong(Rung::peakBits)
        .filter(bits -> bits < rung.peakBits())
        .max()
        .orElse(rung.peakBits());
  }
}
