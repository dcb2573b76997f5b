package io.mediarouter.estimate;

import io.mediarouter.media.PictureTraits;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.SourceProperties;

/**
 * The operation that is done to a source, whichever source and piece of it: equal operations are
 * equal.
 */
record Operation(
    OperationFamily family,
    String sourceCodec,
    int width,
    int height,
    int milliFps,
    int videoBits,
    int audioBits,
    boolean toneMapped,
    boolean deinterlaced,
    boolean deep) {

  static Operation of(Task task) {
    Rendition made = task.rendition();
    PictureTraits traits = task.codedPicture();
    return new Operation(
        OperationFamily.of(task),
        sourceCodec(task.source()),
        made.width(),
        made.height(),
        made.milliFps(),
        made.videoBitRate(),
        made.audioBitRate(),
        traits.dynamicRange().isHigh(),
        traits.interlaced(),
        traits.isDeep());
  }

  private static String sourceCodec(SourceProperties source) {
    return source.video() == null ? "" : source.video().codec();
  }
}
