package io.mediarouter.harness.farm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediarouter.harness.farm.media.Sample;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** How the tests speak to a transcoding server, and what they see of it from outside. */
final class Transcodes {
  /** A rendition that takes seconds to make of {@link Sample#FRACTAL_480P}. */
  static final String LONG_WORK = "&vcodec=hevc&speed=slow";

  private static final ObjectMapper JSON = new ObjectMapper();

  private Transcodes() {}

  static URI transcode(TranscodingServer at, OriginServer origin, Sample sample, String rendition) {
    return transcode(at, origin.url().resolve(sample.fileName()), rendition);
  }

  static URI transcode(TranscodingServer at, URI source, String rendition) {
    return URI.create(at.url() + "transcode?source=" + source + rendition);
  }

  /** Asks over a connection of its own, which the server closes at the end. */
  static Socket open(TranscodingServer at, URI address) throws IOException {
    Socket socket = new Socket("127.0.0.1", at.url().getPort());
    String target = address.getRawPath() + "?" + address.getRawQuery();
    String head = "GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  /** Reads to the end; a chunked body is complete only if its last chunk came. */
  static boolean endsCleanly(InputStream in) {
    try {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).contains("\r\n0\r\n");
    } catch (IOException e) {
      return false;
    }
  }

  static JsonNode task(TranscodingServer at, String id) throws Exception {
    return json(at, "tasks/" + id);
  }

  static JsonNode json(TranscodingServer at, String path) throws Exception {
    return JSON.readTree(Farm.get(at.url().resolve(path)).body());
  }

  /** The ffmpegs of all servers in this process that make something. */
  static List<ProcessHandle> encoders() {
    return tools().stream().filter(Transcodes::isEncoder).toList();
  }

  /** All programs of ffmpeg that servers in this process run. */
  static List<ProcessHandle> tools() {
    try (Stream<ProcessHandle> children = ProcessHandle.current().children()) {
      return children.filter(ProcessHandle::isAlive).filter(Transcodes::isTool).toList();
    }
  }

  /** What is about to become one is none yet. */
  private static boolean isTool(ProcessHandle child) {
    return !child.info().command().orElse("").endsWith("jspawnhelper");
  }

  /** A look at a source before anything is made of it is none. */
  private static boolean isEncoder(ProcessHandle child) {
    ProcessHandle.Info info = child.info();
    String command = info.command().orElse("");
    return !command.endsWith("ffprobe")
        && !List.of(info.arguments().orElse(new String[0])).contains("idet");
  }
}
