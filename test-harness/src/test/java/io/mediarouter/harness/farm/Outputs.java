package io.mediarouter.harness.farm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How the tests ask for several outputs, and what they see of them. */
final class Outputs {
  /** One part of an answer. */
  record Part(String mediaType, byte[] body) {}

  private Outputs() {}

  static HttpResponse<byte[]> post(TranscodingServer at, String order) throws Exception {
    return Farm.send(
        Farm.request(at.url().resolve("outputs"), "Content-Type", "application/json")
            .POST(BodyPublishers.ofString(order))
            .build());
  }

  /** Asks over a connection of its own, which the server closes at the end. */
  static Socket open(TranscodingServer at, String order) throws IOException {
    Socket socket = new Socket("127.0.0.1", at.url().getPort());
    byte[] body = order.getBytes(StandardCharsets.UTF_8);
    String head =
        "POST /outputs HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTE: trailers\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().write(body);
    return socket;
  }

  /** The parts of a complete answer, each as long as it says. */
  static List<Part> parts(HttpResponse<byte[]> answer) throws IOException {
    String delimiter = "--" + Farm.header(answer, "Content-Type").split("boundary=", 2)[1];
    InputStream in = new ByteArrayInputStream(answer.body());
    List<Part> parts = new ArrayList<>();
    for (String line = line(in); !line.equals(delimiter + "--"); line = line(in)) {
      if (line.equals(delimiter)) {
        parts.add(part(in));
      }
    }
    return parts;
  }

  private static Part part(InputStream in) throws IOException {
    String mediaType = "";
    int length = -1;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      String[] field = line.split(": ", 2);
      switch (field[0].toLowerCase(Locale.ROOT)) {
        case "content-type" -> mediaType = field[1];
        case "content-length" -> length = Integer.parseInt(field[1]);
        default -> throw new IOException("field: " + line);
      }
    }
    return new Part(mediaType, in.readNBytes(length));
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the last delimiter is missing");
      }
      line.append(new String(new byte[] {(byte) next}, ISO_8859_1));
    }
    return line.toString().replace("\r", "");
  }

  /** The folders of this process in which outputs lie that still have names. */
  static Set<Path> folders() {
    String prefix = "media-router-outputs-" + ProcessHandle.current().pid() + "-";
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return all.filter(each -> each.getFileName().toString().startsWith(prefix))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
