package io.mediarouter.harness.farm.ffmpeg;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a still: the picture that is shown at its time, which is the last frame at or
 * before it, or the cover of what has no picture of its own.
 */
final class StillArguments {
  private final TranscodeSpec order;
  private final MediaInfo info;
  private final ToneMapping tones;
  private final Reach reach;

  StillArguments(TranscodeSpec order, MediaInfo info, ToneMapping tones, Reach reach) {
    this.reach = reach;
    this.order = order;
    this.info = info;
    this.tones = tones;
  }

  /** Options of the input that say where to begin. */
  List<String> seek() {
    BigDecimal from = from();
    return isFrame() && from.signum() > 0
        ? List.of("-noaccurate_seek", "-ss", from.toPlainString())
        : List.of();
  }

  private boolean isFrame() {
    return info.video() != null && order.start().signum() > 0;
  }

  private BigDecimal from() {
    return reach.from(order.start());
  }

  /** Options of the output. */
  List<String> output() {
    List<String> arguments = new ArrayList<>();
    MediaInfo.Video picture = picture();
    if (picture != null) {
      arguments.addAll(List.of("-map", "0:" + picture.index(), "-frames:v", "1"));
      arguments.addAll(List.of("-vf", new PictureFilters(picture, order, tones).still(choice())));
    }
    arguments.addAll(List.of("-an", "-map_metadata", "-1"));
    arguments.addAll(encoder(order.format()));
    return arguments;
  }

  private MediaInfo.@Nullable Video picture() {
    return info.video() != null ? info.video() : info.cover();
  }

  /**
   * The last frame that is not later; at whatever rate, the first frame that comes out is it. Where
   * the first frame that could be decoded is later, none comes out, unless that is the first of
   * all.
   */
  private List<String> choice() {
    if (!isFrame()) {
      return List.of();
    }
    List<String> choice = new ArrayList<>();
    if (!reach.isAll(order.start())) {
      choice.add("select='if(ld(0),1,st(0,lte(t," + time().toPlainString() + ")))'");
    }
    choice.add("tpad=stop=-1:stop_mode=clone");
    choice.add("fps=fps=1:start_time=" + time().toPlainString() + ":round=up");
    return choice;
  }

  /** The time on ffmpeg's clock, which starts where reading begins. */
  private BigDecimal time() {
    double before = Math.max(0, -info.startSeconds());
    return order
        .start()
        .subtract(from())
        .add(BigDecimal.valueOf(before))
        .setScale(3, RoundingMode.HALF_UP);
  }

  /** Options of the encoder of a picture. */
  static List<String> encoder(OutputFormat format) {
    return switch (format) {
      case WEBP -> List.of("-c:v", "libwebp", "-quality", "82", "-f", "image2pipe");
      case PNG -> List.of("-c:v", "png", "-f", "image2pipe");
      case AVIF -> avif();
      case JPEG, GIF, MP4, WEBM, M4A, OPUS, MP3, VTT ->
          List.of("-c:v", "mjpeg", "-q:v", "3", "-f", "image2pipe");
    };
  }

  private static List<String> avif() {
    List<String> encoder = new ArrayList<>(List.of("-c:v", "libaom-av1", "-still-picture", "1"));
    encoder.addAll(List.of("-cpu-used", "8", "-crf", "30"));
    // Of its own, the encoder refuses what has less than one frame a second.
    encoder.addAll(List.of("-enc_time_base", "1/25"));
    encoder.addAll(ColourTags.STILL.options());
    encoder.addAll(List.of("-f", "avif"));
    return encoder;
  }
}
