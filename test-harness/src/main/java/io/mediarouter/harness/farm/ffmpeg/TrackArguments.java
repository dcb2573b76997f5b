package io.mediarouter.harness.farm.ffmpeg;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The options of an output with tracks: which of the source, how they are encoded, and how they are
 * packed.
 *
 * @param threads that each codec may use
 * @param h264 what encodes H.264
 */
record TrackArguments(int threads, H264Encoder h264, ToneMapping tones) {
  private static final int KEY_FRAME_SECONDS = 2;

  /** Hertz; many players decode no more. */
  /** In whole numbers all would be made so quiet that nothing could ever be too loud. */
  static final String STEREO = "ochl=stereo:osf=fltp:internal_sample_fmt=fltp";

  /** The same with as many channels as television sets have. */
  static final String SURROUND = "ochl=5.1:osf=fltp:internal_sample_fmt=fltp";

  /**
   * What is mixed of many loud channels is up to 10 dB too loud for a file. Up to 3 dB below full
   * scale it stays as it is, above that it is bent, sample by sample: what is spoken keeps its
   * level, nothing is cut off, and no sample depends on those before it, so that segments made
   * apart fit each other.
   */
  static final String PEAKS =
      "volume=-10dB,compand=attacks=0:decays=0:points=-90/-80|-13/-3|0/-0.1";

  private static final int MOST_SAMPLE_RATE = 48_000;

  /** Options of an output with pictures, sound or both. */
  List<String> output(TranscodeSpec order, MediaInfo info, double gain) {
    List<String> arguments = new ArrayList<>(tracks(order, info, gain));
    arguments.addAll(muxer(order.format()));
    return arguments;
  }

  /** The same of a piece that is copied. */
  List<String> output(TranscodeSpec order, MediaInfo info, double gain, KeyCut cut) {
    List<String> arguments = new ArrayList<>(tracks(order, info, gain));
    arguments.addAll(cut.borders());
    arguments.addAll(muxer(order.format()));
    return arguments;
  }

  private List<String> tracks(TranscodeSpec order, MediaInfo info, double gain) {
    List<String> arguments =
        new ArrayList<>(
            List.of("-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact"));
    BigDecimal duration = order.duration();
    if (duration != null && !order.isCut()) {
      arguments.addAll(List.of("-t", duration.toPlainString()));
    }
    arguments.addAll(videoTrack(order, info.video()));
    arguments.addAll(audioTrack(order, info, gain));
    arguments.addAll(List.of("-threads", Integer.toString(threads)));
    return arguments;
  }

  private List<String> videoTrack(TranscodeSpec order, MediaInfo.@Nullable Video video) {
    VideoCodec codec = order.videoCodec();
    if (codec == null || video == null) {
      return List.of("-vn");
    }
    List<String> arguments = new ArrayList<>(List.of("-map", "0:" + video.index()));
    if (codec == VideoCodec.COPY) {
      arguments.addAll(copy(video));
      return arguments;
    }
    var filters = new PictureFilters(video, order, tones);
    String upload = codec == VideoCodec.H264 ? h264.upload() : "";
    arguments.addAll(List.of("-vf", filters.moving() + upload));
    arguments.addAll(filters.tags().options());
    arguments.addAll(Encoding.video(codec, h264, order.speed(), threads));
    Integer bitRate = order.videoBitRate();
    arguments.addAll(bitRate == null ? Encoding.quality(codec, h264) : rate(codec, bitRate));
    arguments.addAll(List.of("-g", Integer.toString(keyFrameDistance(order.fps()))));
    return arguments;
  }

  /** Players of Apple know HEVC by one of its two names only. */
  private static List<String> copy(MediaInfo.Video video) {
    return video.codec().equals("hevc")
        ? List.of("-c:v", "copy", "-tag:v", "hvc1")
        : List.of("-c:v", "copy");
  }

  private static List<String> rate(VideoCodec codec, int bitRate) {
    String rate = Integer.toString(bitRate);
    return codec == VideoCodec.AV1
        ? List.of("-b:v", rate)
        : List.of(
            "-b:v",
            rate,
            "-maxrate",
            Long.toString(bitRate * 3L / 2),
            "-bufsize",
            Long.toString(bitRate * 2L));
  }

  private static int keyFrameDistance(@Nullable BigDecimal fps) {
    int framesPerSecond = fps == null ? 25 : Math.max(1, fps.intValue());
    return framesPerSecond * KEY_FRAME_SECONDS;
  }

  private static List<String> audioTrack(TranscodeSpec order, MediaInfo info, double gain) {
    MediaInfo.Audio audio = info.audio();
    AudioCodec codec = order.audioCodec();
    if (codec == null || audio == null) {
      return List.of("-an");
    }
    List<String> arguments =
        new ArrayList<>(List.of("-map", track(order, audio), "-c:a", codec.encoder()));
    if (codec == AudioCodec.COPY) {
      arguments.addAll(isToldOnce(order, audio) ? List.of("-bsf:a", "aac_adtstoasc") : List.of());
      return arguments;
    }
    arguments.addAll(List.of("-ac", "2"));
    if (audio.sampleRate() > MOST_SAMPLE_RATE) {
      arguments.addAll(List.of("-ar", String.valueOf(MOST_SAMPLE_RATE)));
    }
    List<String> filters = audioFilters(info.channels(order.track()), gain);
    if (!filters.isEmpty()) {
      arguments.addAll(List.of("-af", String.join(",", filters)));
    }
    Integer bitRate = order.audioBitRate();
    if (bitRate != null) {
      arguments.addAll(List.of("-b:a", bitRate.toString()));
    }
    return arguments;
  }

  /**
   * Of what has no more than two channels nothing is mixed.
   *
   * @param channels how many the sound has that is taken
   */
  static List<String> audioFilters(int channels, double gain) {
    List<String> filters = new ArrayList<>();
    if (channels > 2) {
      filters.add("aresample=" + STEREO);
      filters.add(PEAKS);
    }
    if (gain != 0) {
      filters.add(String.format(Locale.ROOT, "volume=%.1fdB", gain));
    }
    return filters;
  }

  private static String track(TranscodeSpec order, MediaInfo.Audio usual) {
    return order.track() == null ? "0:" + usual.index() : "0:a:" + order.track();
  }

  /** AAC of broadcasts tells with each packet what MP4 tells once. */
  static boolean isToldOnce(TranscodeSpec order, MediaInfo.@Nullable Audio audio) {
    boolean once = order.format() == OutputFormat.MP4 || order.format() == OutputFormat.M4A;
    return once
        && order.audioCodec() == AudioCodec.COPY
        && audio != null
        && audio.codec().equals("aac");
  }

  /** Containers are written so that a reader of an unfinished stream can already play it. */
  private static List<String> muxer(OutputFormat format) {
    return switch (format) {
      case MP4, M4A ->
          List.of(
              "-movflags",
              "+frag_keyframe+delay_moov+default_base_moof",
              "-frag_duration",
              "500000",
              "-flush_packets",
              "1",
              "-f",
              "mp4");
      case WEBM -> List.of("-cluster_time_limit", "500", "-flush_packets", "1", "-f", "webm");
      case OPUS -> List.of("-page_duration", "200000", "-flush_packets", "1", "-f", "ogg");
      case MP3 ->
          List.of("-write_xing", "0", "-id3v2_version", "0", "-flush_packets", "1", "-f", "mp3");
      case JPEG, GIF, WEBP, PNG, AVIF, VTT ->
          throw new IllegalArgumentException(format + " (expected: a format with tracks)");
    };
  }
}
