package io.mediarouter.estimate;

import io.mediarouter.media.AudioCodec;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.Format;
import io.mediarouter.media.HardwareEncoder;
import io.mediarouter.media.VideoCodec;
import org.jspecify.annotations.Nullable;

/** Operations by the same encoders, which differ by numbers only. */
record OperationFamily(
    Format format,
    @Nullable VideoCodec videoCodec,
    @Nullable AudioCodec audioCodec,
    EncodingSpeed speed,
    @Nullable HardwareEncoder encoder,
    boolean moving,
    boolean levelled,
    boolean storyboard) {

  static OperationFamily of(Task task) {
    return new OperationFamily(
        task.rendition().format(),
        task.rendition().videoCodec(),
        task.rendition().audioCodec(),
        task.speed(),
        task.encoder(),
        !task.rendition().isStill(),
        task.rendition().treatment().loudness() != 0,
        task.rendition().treatment().isStoryboard());
  }
}
