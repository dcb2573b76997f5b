package io.mediarouter.harness.farm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.container.SegmentSplitter;
import io.mediarouter.harness.farm.ffmpeg.ToolRun;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

/** Segments as a proxy gets them in several runs, and what a player shows of them all. */
final class MadeSegments {
  private final TranscodingServer server;
  private final URI source;
  private final String form;
  private final TreeMap<Integer, SegmentSplitter.Segment> segments = new TreeMap<>();
  private byte[] init = new byte[0];

  MadeSegments(TranscodingServer server, URI source, String form) {
    this.server = server;
    this.source = source;
    this.form = form;
  }

  static URI address(TranscodingServer server, URI source, String form, int first, int count) {
    return URI.create(
        server.url()
            + "segments?source="
            + source
            + "&"
            + form.replace("/1001", "%2F1001")
            + "&first="
            + first
            + "&count="
            + count);
  }

  /** Has a run made, whose segments have to be whole and have the head of all others. */
  MadeSegments run(int first, int count) throws Exception {
    HttpResponse<byte[]> answer = Farm.get(address(server, source, form, first, count));
    assertThat(answer.statusCode()).as(new String(answer.body(), UTF_8)).isEqualTo(200);
    SegmentSplitter splitter = new SegmentSplitter(first);
    splitter.feed(answer.body()).forEach(each -> segments.put(each.number(), each));
    assertThat(splitter.isCut()).isFalse();
    assertThat(splitter.next()).isEqualTo(first + count);
    byte[] head = splitter.init().orElseThrow();
    assertThat(init.length == 0 ? head : init).as("head of %d", first).isEqualTo(head);
    init = head;
    return this;
  }

  byte[] init() {
    return init;
  }

  List<SegmentSplitter.Segment> all() {
    return List.copyOf(segments.values());
  }

  private byte[] joined() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(init);
    segments.values().forEach(each -> all.writeBytes(each.bytes()));
    return all.toByteArray();
  }

  /** The grey of each picture, in the order in which they are shown. */
  int[] greys() throws Exception {
    byte[] pixels =
        decoded(
            "-fps_mode", "passthrough", "-vf", "extractplanes=y,crop=1:1:32:32", "-f", "rawvideo");
    int[] greys = new int[pixels.length];
    for (int i = 0; i < greys.length; i++) {
      greys[i] = pixels[i] & 0xff;
    }
    return greys;
  }

  /** Left and right samples in turn, 48,000 of each a second. */
  float[] samples() throws Exception {
    return floats(decoded("-f", "f32le", "-ac", "2", "-ar", "48000"));
  }

  static float[] floats(byte[] bytes) {
    FloatBuffer floats = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    float[] samples = new float[floats.remaining()];
    floats.get(samples);
    return samples;
  }

  private byte[] decoded(String... output) throws Exception {
    Path media = Files.createTempFile("segments", ".mp4");
    try {
      Files.write(media, joined());
      return decoded(media, output);
    } finally {
      Files.delete(media);
    }
  }

  static byte[] decoded(Path media, String... output) throws Exception {
    Path raw = Files.createTempFile("decoded", ".raw");
    try {
      String[] arguments = new String[output.length + 3];
      arguments[0] = "-i";
      arguments[1] = media.toString();
      System.arraycopy(output, 0, arguments, 2, output.length);
      arguments[arguments.length - 1] = raw.toString();
      Picture.ffmpeg(arguments);
      return Files.readAllBytes(raw);
    } finally {
      Files.delete(raw);
    }
  }

  /** What ffmpeg says of them before it decodes. */
  String streams() throws Exception {
    Path media = Files.createTempFile("segments", ".mp4");
    try {
      Files.write(media, joined());
      return Picture.ffmpeg("-i", media.toString(), "-t", "0.1", "-f", "null", "-");
    } finally {
      Files.delete(media);
    }
  }

  /** What a tool that reads all of it as a player does has to say: nothing, or complaints. */
  String complaints() throws Exception {
    Path media = Files.createTempFile("segments", ".mp4");
    try {
      Files.write(media, joined());
      return ToolRun.of(
              List.of(
                  Farm.FFMPEG.ffmpeg().toString(),
                  "-v",
                  "warning",
                  "-i",
                  media.toString(),
                  "-f",
                  "null",
                  "-"))
          .requireSuccess("ffmpeg");
    } finally {
      Files.delete(media);
    }
  }
}
