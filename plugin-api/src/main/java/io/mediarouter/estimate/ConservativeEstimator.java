package io.mediarouter.estimate;

import io.mediarouter.media.Copied;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.PictureTraits;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.media.VideoCodec;
import io.mediarouter.media.VideoStream;
import java.util.EnumMap;
import java.util.Map;

/**
 * The estimate for a task that is like nothing seen before: decoded and encoded pixels times a
 * generous cost per pixel. Immutable and pure.
 *
 * <p>The costs are upper bounds from ffmpeg's encoders at the reference farm's settings on a 2020s
 * server core; they only have to err high and to grow with the right things.
 */
public final class ConservativeEstimator implements TaskLoadEstimator {
  private static final double DEFAULT_FPS = 30;
  private static final double DECODE_SECONDS_PER_PIXEL = 6e-9;
  private static final double ORDINARY_SECONDS_PER_PIXEL = 2e-8;
  private static final double CLIP_SECONDS_PER_PIXEL = 2e-7;
  private static final double TONE_SECONDS_PER_PIXEL = 2e-8;
  private static final double FIELDS_SECONDS_PER_PIXEL = 1e-9;
  private static final double DEEP_FACTOR = 1.5;

  /** How long before its time the reading of a still begins, which may be where the frame is. */
  private static final double STILL_LEAD_SECONDS = 10;

  private static final double SLOW_FACTOR = 5;
  private static final double AUDIO_SECONDS_PER_SECOND = 0.03;
  private static final double START_SECONDS = 0.2;
  private static final double COPY_CORES = 0.5;
  private static final double COPY_SECONDS_PER_BYTE = 2e-8;
  private static final double LEAST_COPIED_BYTES_PER_SECOND = 20_000;
  private static final double PIXELS_PER_CORE = 1280.0 * 720.0;
  private static final double WIDE = 16.0 / 9;
  private static final double LARGE_PIXELS = 1920.0 * 1080.0;

  /** How long a source is taken to play of which nothing is known. */
  private static final double UNKNOWN_SECONDS = 300;

  private static final Map<VideoCodec, Double> ENCODE_SECONDS_PER_PIXEL = encodeCosts();

  private static Map<VideoCodec, Double> encodeCosts() {
    var costs = new EnumMap<VideoCodec, Double>(VideoCodec.class);
    costs.put(VideoCodec.H264, 2e-8);
    costs.put(VideoCodec.HEVC, 8e-8);
    costs.put(VideoCodec.VP9, 5e-8);
    costs.put(VideoCodec.AV1, 6e-8);
    return costs;
  }

  @Override
  public TaskForecast estimate(Task task) {
    return TaskForecast.everywhere(
        new TaskEstimate(
            demandCores(task), workCoreSeconds(task), TaskEstimate.Basis.CONSERVATIVE));
  }

  private static double demandCores(Task task) {
    return task.speed() == EncodingSpeed.COPY
        ? COPY_CORES
        : 1 + pictureSize(task.rendition()) / PIXELS_PER_CORE;
  }

  /**
   * Pixels of a picture, which is taken for a large one where nobody has said how large it is: that
   * of a source that was not looked into.
   */
  private static double pictureSize(Rendition rendition) {
    double width = rendition.width();
    double height = rendition.height();
    if (width > 0 && height > 0) {
      return width * height;
    }
    boolean pictured = rendition.videoCodec() != null || rendition.format().isStill();
    if (!pictured) {
      return 0;
    }
    if (width > 0 || height > 0) {
      return width > 0 ? width * width / WIDE : height * height * WIDE;
    }
    return LARGE_PIXELS;
  }

  /** Core-seconds of what numbers are known, by {@link CostNumber}; NaN = an ordinary one. */
  static double coreSeconds(double[] numbers) {
    double seconds = known(numbers, CostNumber.DURATION);
    double fps = known(numbers, CostNumber.FPS);
    return START_SECONDS
        + seconds
            * known(numbers, CostNumber.SOURCE_FPS)
            * known(numbers, CostNumber.SOURCE_PIXELS)
            * DECODE_SECONDS_PER_PIXEL
        + seconds * fps * known(numbers, CostNumber.PIXELS) * ORDINARY_SECONDS_PER_PIXEL;
  }

  private static double known(double[] numbers, CostNumber which) {
    double number = numbers[which.ordinal()];
    return number > 0 ? number : Math.exp(which.logReference());
  }

  static double workCoreSeconds(Task task) {
    double seconds = seconds(task);
    if (task.speed() == EncodingSpeed.COPY) {
      return copyCoreSeconds(task, seconds);
    }
    return START_SECONDS
        + decodedPixels(task, decodedSeconds(task.rendition(), seconds)) * decodeCost(task)
        + encodedPixels(task, seconds) * (encodeCost(task) + toneCost(task))
        + seconds * soundCost(task.rendition());
  }

  /** What is copied is read and written; only sound may have to be encoded beside it. */
  private static double copyCoreSeconds(Task task, double seconds) {
    Copied copied = Copied.of(task.rendition(), task.source());
    boolean encodes = task.rendition().audioCodec() != null && !copied.sound();
    double media =
        Math.max(
            task.source().bytes() * share(task, seconds), seconds * LEAST_COPIED_BYTES_PER_SECOND);
    return START_SECONDS
        + media * COPY_SECONDS_PER_BYTE
        + (encodes ? seconds * AUDIO_SECONDS_PER_SECOND : 0);
  }

  /** The share of the source that a rendition of so many seconds takes. */
  private static double share(Task task, double seconds) {
    double all = task.source().duration().toMillis() / 1000.0;
    return all > 0 && seconds > 0 ? Math.min(1, seconds / all) : 1;
  }

  private static double seconds(Task task) {
    double told = task.rendition().playMillis(task.source()) / 1000.0;
    boolean moving = !task.rendition().format().isStill();
    return told == 0 && moving && task.source().isUnprobed() ? UNKNOWN_SECONDS : told;
  }

  private static double decodedSeconds(Rendition rendition, double seconds) {
    return Math.max(seconds, Math.min(STILL_LEAD_SECONDS, rendition.atMillis() / 1000.0));
  }

  private static double decodeCost(Task task) {
    PictureTraits traits = task.codedPicture();
    double cost =
        traits.isDeep() ? DECODE_SECONDS_PER_PIXEL * DEEP_FACTOR : DECODE_SECONDS_PER_PIXEL;
    return traits.interlaced() ? cost + FIELDS_SECONDS_PER_PIXEL : cost;
  }

  /** Tones are mapped after scaling. */
  private static double toneCost(Task task) {
    return task.codedPicture().dynamicRange().isHigh() ? TONE_SECONDS_PER_PIXEL : 0;
  }

  /** To level sound it is heard once more. */
  private static double soundCost(Rendition rendition) {
    return rendition.treatment().loudness() == 0
        ? AUDIO_SECONDS_PER_SECOND
        : AUDIO_SECONDS_PER_SECOND * 2;
  }

  private static double decodedPixels(Task task, double seconds) {
    VideoStream video = task.source().video();
    boolean picture = task.rendition().width() > 0;
    return video == null || !picture
        ? 0
        : pixels(video.width(), video.height(), frames(video, seconds));
  }

  private static double encodedPixels(Task task, double seconds) {
    Rendition rendition = task.rendition();
    double fps =
        rendition.milliFps() > 0 ? rendition.milliFps() / 1000.0 : sourceFps(task.source());
    return pictureSize(rendition) * Math.max(1, seconds * fps);
  }

  private static double sourceFps(SourceProperties source) {
    VideoStream video = source.video();
    return video == null || video.milliFps() == 0 ? DEFAULT_FPS : video.milliFps() / 1000.0;
  }

  private static double frames(VideoStream video, double seconds) {
    double fps = video.milliFps() == 0 ? DEFAULT_FPS : video.milliFps() / 1000.0;
    return Math.max(1, seconds * fps);
  }

  private static double pixels(int width, int height, double frames) {
    return (double) width * height * frames;
  }

  private static double encodeCost(Task task) {
    VideoCodec codec = task.rendition().videoCodec();
    if (task.rendition().format().isStill() && !task.rendition().isStill()) {
      return CLIP_SECONDS_PER_PIXEL;
    }
    double cost = codec == null ? 0 : ENCODE_SECONDS_PER_PIXEL.getOrDefault(codec, 0.0);
    return task.speed() == EncodingSpeed.SLOW ? cost * SLOW_FACTOR : cost;
  }
}
