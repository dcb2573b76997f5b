package io.mediarouter.harness.farm.ffmpeg;

import java.util.List;

/**
 * The tags by which a picture says what is meant of its code values, in ffmpeg's words.
 *
 * @param space the matrix
 * @param range {@code tv} or {@code pc}
 */
record ColourTags(String primaries, String transfer, String space, String range) {
  /** High definition. */
  static final ColourTags BT709 = new ColourTags("bt709", "bt709", "bt709", "tv");

  /** A still that is coded like JPEG. */
  static final ColourTags STILL = new ColourTags("bt709", "iec61966-2-1", "smpte170m", "pc");

  /** The filter that tags frames, from which encoders of ffmpeg 6 take what they write. */
  String filter() {
    return "setparams=color_primaries="
        + primaries
        + ":color_trc="
        + transfer
        + ":colorspace="
        + space
        + ":range="
        + range;
  }

  /** The options of the output, from which those of ffmpeg 5 do. */
  List<String> options() {
    return List.of(
        "-color_primaries",
        primaries,
        "-color_trc",
        transfer,
        "-colorspace",
        space,
        "-color_range",
        range);
  }
}
