package io.mediarouter.state.hazelcast;

import com.hazelcast.nio.serialization.compact.CompactReader;
import com.hazelcast.nio.serialization.compact.CompactWriter;
import io.mediarouter.media.AudioCodec;
import io.mediarouter.media.AudioStream;
import io.mediarouter.media.DynamicRange;
import io.mediarouter.media.Extent;
import io.mediarouter.media.Fit;
import io.mediarouter.media.Format;
import io.mediarouter.media.IntRange;
import io.mediarouter.media.PictureTraits;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.media.Treatment;
import io.mediarouter.media.VideoCodec;
import io.mediarouter.media.VideoStream;
import java.util.List;

/** The forms of what media is. */
final class MediaForms {
  static final List<Form<?>> ALL =
      List.of(
          new Form<>(PictureTraits.class, "PictureTraits", MediaForms::traits, MediaForms::write),
          new Form<>(VideoStream.class, "VideoStream", MediaForms::video, MediaForms::write),
          new Form<>(AudioStream.class, "AudioStream", MediaForms::audio, MediaForms::write),
          new Form<>(Extent.class, "Extent", MediaForms::extent, MediaForms::write),
          new Form<>(
              SourceProperties.class, "SourceProperties", MediaForms::source, MediaForms::write),
          new Form<>(Treatment.class, "Treatment", MediaForms::treatment, MediaForms::write),
          new Form<>(Rendition.class, "Rendition", MediaForms::rendition, MediaForms::write),
          new Form<>(IntRange.class, "IntRange", MediaForms::range, MediaForms::write),
          new Form<>(
              RenditionRequest.class, "RenditionRequest", MediaForms::request, MediaForms::write));

  private MediaForms() {}

  private static PictureTraits traits(CompactReader in) {
    return new PictureTraits(
        in.readInt32("rotation"),
        in.readBoolean("mirrored"),
        in.readInt32("sampleWidth"),
        in.readInt32("sampleHeight"),
        in.readBoolean("interlaced"),
        Fields.constant(in, "dynamicRange", DynamicRange.class),
        in.readInt32("bitDepth"));
  }

  private static void write(CompactWriter out, PictureTraits traits) {
    out.writeInt32("rotation", traits.rotation());
    out.writeBoolean("mirrored", traits.mirrored());
    out.writeInt32("sampleWidth", traits.sampleWidth());
    out.writeInt32("sampleHeight", traits.sampleHeight());
    out.writeBoolean("interlaced", traits.interlaced());
    Fields.write(out, "dynamicRange", traits.dynamicRange());
    out.writeInt32("bitDepth", traits.bitDepth());
  }

  private static VideoStream video(CompactReader in) {
    return new VideoStream(
        in.readString("codec"),
        in.readInt32("width"),
        in.readInt32("height"),
        in.readInt32("milliFps"),
        in.readInt64("bitRate"),
        Fields.added(in, "traits", PictureTraits.PLAIN));
  }

  private static void write(CompactWriter out, VideoStream video) {
    out.writeString("codec", video.codec());
    out.writeInt32("width", video.width());
    out.writeInt32("height", video.height());
    out.writeInt32("milliFps", video.milliFps());
    out.writeInt64("bitRate", video.bitRate());
    out.writeCompact("traits", video.traits());
  }

  private static AudioStream audio(CompactReader in) {
    return new AudioStream(
        in.readString("codec"),
        in.readInt32("channels"),
        in.readInt32("sampleRate"),
        in.readInt64("bitRate"));
  }

  private static void write(CompactWriter out, AudioStream audio) {
    out.writeString("codec", audio.codec());
    out.writeInt32("channels", audio.channels());
    out.writeInt32("sampleRate", audio.sampleRate());
    out.writeInt64("bitRate", audio.bitRate());
  }

  private static Extent extent(CompactReader in) {
    return new Extent(
        in.readBoolean("estimated"),
        Fields.duration(in, "videoNanos"),
        Fields.duration(in, "audioNanos"));
  }

  private static void write(CompactWriter out, Extent extent) {
    out.writeBoolean("estimated", extent.estimated());
    Fields.write(out, "videoNanos", extent.video());
    Fields.write(out, "audioNanos", extent.audio());
  }

  private static SourceProperties source(CompactReader in) {
    return new SourceProperties(
        in.readString("version"),
        in.readString("container"),
        in.readString("contentType"),
        in.readInt64("bytes"),
        Fields.duration(in, "durationNanos"),
        in.readCompact("video"),
        in.readCompact("audio"),
        Fields.nullable(in, "cover"),
        Fields.added(in, "extent", Extent.PLAIN));
  }

  private static void write(CompactWriter out, SourceProperties source) {
    out.writeString("version", source.version());
    out.writeString("container", source.container());
    out.writeString("contentType", source.contentType());
    out.writeInt64("bytes", source.bytes());
    Fields.write(out, "durationNanos", source.duration());
    out.writeCompact("video", source.video());
    out.writeCompact("audio", source.audio());
    out.writeCompact("cover", source.cover());
    out.writeCompact("extent", source.extent());
  }

  private static Rendition rendition(CompactReader in) {
    return new Rendition(
        Fields.constant(in, "format", Format.class),
        Fields.nullable(in, "videoCodec", VideoCodec.class),
        Fields.nullable(in, "audioCodec", AudioCodec.class),
        in.readInt32("width"),
        in.readInt32("height"),
        Fields.added(in, "fit", Fit.INSIDE, Fit.class),
        in.readInt32("milliFps"),
        in.readInt32("videoBitRate"),
        in.readInt32("audioBitRate"),
        in.readInt64("atMillis"),
        in.readInt64("startMillis"),
        in.readInt64("durationMillis"),
        Fields.added(in, "treatment", Treatment.NONE));
  }

  private static Treatment treatment(CompactReader in) {
    return new Treatment(
        in.readInt32("loudness"), in.readInt64("everyMillis"), in.readInt32("tiles"));
  }

  private static void write(CompactWriter out, Treatment treatment) {
    out.writeInt32("loudness", treatment.loudness());
    out.writeInt64("everyMillis", treatment.everyMillis());
    out.writeInt32("tiles", treatment.tiles());
  }

  private static void write(CompactWriter out, Rendition rendition) {
    Fields.write(out, "format", rendition.format());
    Fields.write(out, "videoCodec", rendition.videoCodec());
    Fields.write(out, "audioCodec", rendition.audioCodec());
    out.writeInt32("width", rendition.width());
    out.writeInt32("height", rendition.height());
    Fields.write(out, "fit", rendition.fit());
    out.writeInt32("milliFps", rendition.milliFps());
    out.writeInt32("videoBitRate", rendition.videoBitRate());
    out.writeInt32("audioBitRate", rendition.audioBitRate());
    out.writeInt64("atMillis", rendition.atMillis());
    out.writeInt64("startMillis", rendition.startMillis());
    out.writeInt64("durationMillis", rendition.durationMillis());
    out.writeCompact("treatment", rendition.treatment());
  }

  private static IntRange range(CompactReader in) {
    return new IntRange(in.readInt32("min"), in.readInt32("max"));
  }

  private static void write(CompactWriter out, IntRange range) {
    out.writeInt32("min", range.min());
    out.writeInt32("max", range.max());
  }

  private static RenditionRequest request(CompactReader in) {
    return new RenditionRequest(
        Fields.nullable(in, "format", Format.class),
        Fields.nullable(in, "videoCodec", VideoCodec.class),
        Fields.nullable(in, "audioCodec", AudioCodec.class),
        in.readBoolean("muted"),
        in.readCompact("width"),
        in.readCompact("height"),
        Fields.nullable(in, "shorter"),
        Fields.added(in, "fit", Fit.INSIDE, Fit.class),
        in.readCompact("milliFps"),
        in.readCompact("videoBitRate"),
        in.readCompact("audioBitRate"),
        in.readInt64("atMillis"),
        in.readInt64("startMillis"),
        in.readInt64("durationMillis"),
        Fields.added(in, "treatment", Treatment.NONE));
  }

  private static void write(CompactWriter out, RenditionRequest request) {
    Fields.write(out, "format", request.format());
    Fields.write(out, "videoCodec", request.videoCodec());
    Fields.write(out, "audioCodec", request.audioCodec());
    out.writeBoolean("muted", request.muted());
    out.writeCompact("width", request.width());
    out.writeCompact("height", request.height());
    out.writeCompact("shorter", request.shorter());
    Fields.write(out, "fit", request.fit());
    out.writeCompact("milliFps", request.milliFps());
    out.writeCompact("videoBitRate", request.videoBitRate());
    out.writeCompact("audioBitRate", request.audioBitRate());
    out.writeInt64("atMillis", request.atMillis());
    out.writeInt64("startMillis", request.startMillis());
    out.writeInt64("durationMillis", request.durationMillis());
    out.writeCompact("treatment", request.treatment());
  }
}
