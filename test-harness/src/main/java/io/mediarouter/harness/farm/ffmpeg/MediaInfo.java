package io.mediarouter.harness.farm.ffmpeg;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The properties of one piece of media as ffprobe sees them. A null says that the container does
 * not tell.
 *
 * @param durationSeconds length in seconds
 * @param lengths how sure that is, and where the tracks end
 * @param bitRate bits per second over all tracks
 * @param video the video track that is shown by default; null if there is none
 * @param audio the sound track that is heard by default; null if there is none
 * @param cover the picture that is attached; null if there is none
 * @param sounds all tracks of sound, with what they are called
 * @param subtitles those tracks of subtitles that are text
 * @param startSeconds time stamp of the first sample of any track
 * @param file what of the file is in the way of players
 */
public record MediaInfo(
    @JsonProperty("container") String container,
    @JsonProperty("duration_seconds") @Nullable Double durationSeconds,
    @JsonUnwrapped Lengths lengths,
    @JsonProperty("size_bytes") @Nullable Long sizeBytes,
    @JsonProperty("bit_rate") @Nullable Long bitRate,
    @JsonProperty("video") @Nullable Video video,
    @JsonProperty("audio") @Nullable Audio audio,
    @JsonProperty("cover") @Nullable Video cover,
    @JsonProperty("sounds") List<Track> sounds,
    @JsonProperty("subtitles") List<Track> subtitles,
    @JsonIgnore double startSeconds,
    @JsonUnwrapped Layout file) {

  /**
   * What of a file may be in the way of players.
   *
   * @param fragmented whether it has no index of its samples
   * @param encrypted whether only who has keys can decode it
   */
  public record Layout(
      @JsonProperty("fragmented") boolean fragmented,
      @JsonProperty("encrypted") boolean encrypted) {
    /** Nothing is in the way. */
    public static final Layout PLAIN = new Layout(false, false);
  }

  /**
   * A track beside the picture.
   *
   * @param track its number among those of its kind
   * @param language as the container tells it; null: it does not
   * @param title what it is called; null: nothing
   * @param preferred whether it is the default one
   * @param forced whether it is shown to all who do not understand what is spoken
   * @param channels number of its channels; 0 = it is no sound, or nobody tells
   */
  public record Track(
      @JsonProperty("track") int track,
      @JsonProperty("codec") String codec,
      @JsonProperty("language") @Nullable String language,
      @JsonProperty("title") @Nullable String title,
      @JsonProperty("default") boolean preferred,
      @JsonProperty("forced") boolean forced,
      @JsonIgnore int channels) {}

  /**
   * Number of channels of a track of sound; 0 = nobody tells.
   *
   * @param track its number among those; null = the one that is taken where none is named
   */
  int channels(@Nullable Integer track) {
    if (track == null) {
      return audio == null ? 0 : audio.channels();
    }
    return sounds.stream()
        .filter(each -> each.track() == track)
        .mapToInt(Track::channels)
        .findFirst()
        .orElse(0);
  }

  /** This, when the fields of its picture were found to be in that order. */
  MediaInfo withFieldOrder(String fieldOrder) {
    return video == null
        ? this
        : new MediaInfo(
            container,
            durationSeconds,
            lengths,
            sizeBytes,
            bitRate,
            video.withFieldOrder(fieldOrder),
            audio,
            cover,
            sounds,
            subtitles,
            startSeconds,
            file);
  }

  /**
   * A video track, or an attached picture.
   *
   * @param index its number among the tracks
   * @param codec such as {@code h264}, {@code hevc}, {@code vp9}, {@code av1}
   * @param width pixels as displayed: turned upright and with square samples
   * @param height pixels as displayed
   * @param fps mean frames per second
   * @param bitRate bits per second
   * @param coding how it is coded
   * @param colours what its code values mean
   * @param form what a player has to know to show it
   */
  public record Video(
      @JsonProperty("index") int index,
      @JsonProperty("codec") String codec,
      @JsonProperty("width") int width,
      @JsonProperty("height") int height,
      @JsonProperty("fps") @Nullable Double fps,
      @JsonProperty("bit_rate") @Nullable Long bitRate,
      @JsonUnwrapped Coding coding,
      @JsonUnwrapped Colours colours,
      @JsonUnwrapped Form form) {
    /** This, with a rate that all of the source's bytes allow for, where it tells none itself. */
    Video orAtMost(@Nullable Long rate) {
      return bitRate != null || rate == null || rate <= 0
          ? this
          : new Video(index, codec, width, height, fps, rate, coding, colours, form);
    }

    private Video withFieldOrder(String fieldOrder) {
      return new Video(
          index,
          codec,
          width,
          height,
          fps,
          bitRate,
          coding.withFieldOrder(fieldOrder),
          colours,
          form);
    }
  }

  /**
   * What a player has to know to show a picture, in ffprobe's words.
   *
   * @param profile such as {@code High}; null: unknown
   * @param level such as 41; null: unknown
   * @param tag the codec's name in its container, such as {@code avc1}; null: none
   * @param edited whether the container shows only parts of it
   * @param peakFps the most frames per second; null: as its mean
   */
  public record Form(
      @JsonProperty("profile") @Nullable String profile,
      @JsonProperty("level") @Nullable Long level,
      @JsonProperty("codec_tag") @Nullable String tag,
      @JsonProperty("edited") boolean edited,
      @JsonProperty("peak_fps") @Nullable Double peakFps) {
    /** Nothing is told. */
    public static final Form UNTOLD = new Form(null, null, null, false, null);
  }

  /**
   * How a picture is coded.
   *
   * @param width pixels as coded
   * @param height pixels as coded
   * @param rotation degrees counterclockwise by which it is turned for display: 0, 90, 180 or 270
   * @param mirrored whether it is shown as in a mirror
   * @param sampleAspect width to height of one coded sample, such as {@code 64:45}
   * @param fieldOrder {@code progressive}, {@code tt}, {@code bb}, {@code tb}, {@code bt}; null:
   *     unknown
   * @param interlaced whether frames are made of two fields
   * @param flagged whether the frames themselves say so; else it was seen in the picture
   */
  public record Coding(
      @JsonProperty("coded_width") int width,
      @JsonProperty("coded_height") int height,
      @JsonProperty("rotation") int rotation,
      @JsonProperty("mirrored") boolean mirrored,
      @JsonProperty("sample_aspect_ratio") String sampleAspect,
      @JsonProperty("field_order") @Nullable String fieldOrder,
      @JsonProperty("interlaced") boolean interlaced,
      @JsonIgnore boolean flagged) {

    private Coding withFieldOrder(String found) {
      return new Coding(width, height, rotation, mirrored, sampleAspect, found, true, false);
    }
  }

  /**
   * What a picture's code values mean, in ffmpeg's words; null: the source does not tell.
   *
   * @param pixelFormat such as {@code yuv420p10le}
   * @param bitDepth bits per component
   * @param space the matrix, such as {@code bt709}
   * @param primaries such as {@code bt2020}
   * @param transfer such as {@code smpte2084}
   * @param range {@code tv} or {@code pc}
   */
  public record Colours(
      @JsonProperty("pix_fmt") @Nullable String pixelFormat,
      @JsonProperty("bit_depth") int bitDepth,
      @JsonProperty("color_space") @Nullable String space,
      @JsonProperty("color_primaries") @Nullable String primaries,
      @JsonProperty("color_transfer") @Nullable String transfer,
      @JsonProperty("color_range") @Nullable String range) {}

  /**
   * A sound track.
   *
   * @param index its number among the tracks
   * @param codec such as {@code aac}, {@code opus}, {@code mp3}
   * @param sampleRate in hertz
   * @param bitRate bits per second
   * @param profile such as {@code LC}; null: unknown
   * @param edited whether the container plays only parts of it
   */
  public record Audio(
      @JsonProperty("index") int index,
      @JsonProperty("codec") String codec,
      @JsonProperty("channels") int channels,
      @JsonProperty("sample_rate") int sampleRate,
      @JsonProperty("bit_rate") @Nullable Long bitRate,
      @JsonProperty("profile") @Nullable String profile,
      @JsonProperty("edited") boolean edited) {}
}
