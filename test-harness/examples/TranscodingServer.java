import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A transcoding server for Media Router in one file. It makes {@code [mp4, m4a, h264, aac]} of what
 * lies below one address, and of nothing else. Needs a JDK 17, and ffmpeg and ffprobe on the PATH.
 *
 * <p>{@code java TranscodingServer.java 9101 http://127.0.0.1:9001/}
 */
class TranscodingServer {
  // No playlists, which would have ffmpeg open whatever they name.
  static final String SAFELY =
      " -v error -protocol_whitelist http,tcp -rw_timeout 20000000"
          + " -format_whitelist mov,matroska,ogg,mp3,aac,flac,wav,avi,mpegts -i {source} ";
  // What stands in brackets is left out unless its value was asked for.
  static final String FFMPEG = "ffmpeg -nostdin [-ss {start}]" + SAFELY + "[-t {duration}] ";
  static final String VIDEO =
      "-map 0:V:0 -vf scale={width}:{height}{cut},setsar=1 [-r {fps}] -c:v libx264"
          + " -preset veryfast -pix_fmt yuv420p -g 50 [-b:v {vb}] ";
  static final String AUDIO = "-map 0:a:0? -c:a aac -ac 2 [-b:a {ab}] ";
  // Fragments of half a second, each sent at once: what has come plays while the rest is made.
  static final String MP4 =
      "-movflags +frag_keyframe+delay_moov+default_base_moof -frag_duration 500000"
          + " -flush_packets 1 -f mp4 pipe:1";
  static final String FFPROBE =
      "ffprobe" + SAFELY + "-of compact -select_streams {stream} -show_entries {what}";
  static final String SIDE = "stream_side_data=rotation";
  static final String CUT = ":force_original_aspect_ratio=increase,crop={width}:{height}";

  static final int MOST = Runtime.getRuntime().availableProcessors();
  static final Semaphore SESSIONS = new Semaphore(MOST);

  public static void main(String[] args) throws IOException {
    var server =
        HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0])), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", http -> serve(http, args[1]));
    server.start();
    System.out.println("listening on http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  static void serve(HttpExchange http, String sources) throws IOException {
    var order = new HashMap<>(Map.of("width", "-2", "height", "-2", "source", "", "cut", ""));
    for (String each : String.valueOf(http.getRequestURI().getRawQuery()).split("&"))
      order.put(each.split("=")[0], URLDecoder.decode(each.replaceAll("^[^=]*=?", ""), UTF_8));
    String path = http.getRequestURI().getPath();
    String source = order.remove("source");
    if (path.equals("/load"))
      answer(
          http,
          200,
          "{'application_utilization': %s}"
              .formatted(1 - SESSIONS.availablePermits() / (double) MOST));
    else if (!path.matches("/(transcode|probe)")) answer(http, 404, "{}");
    else if (!source.startsWith(sources) || source.matches("(?i).*(\\.|%2e){2}.*"))
      answer(http, 403, "{'detail': 'source: not allowed here'}");
    else if (!String.join("", order.values()).matches("[A-Za-z0-9._-]*"))
      answer(http, 400, "{'detail': 'a value that is neither a number nor a name'}");
    else if (path.equals("/probe")) probe(http, source);
    else if (!order.getOrDefault("format", "mp4").matches("mp4|m4a"))
      answer(http, 400, "{'detail': 'format: not made here', 'parameter': 'format'}");
    else if (SESSIONS.tryAcquire()) transcode(http, source, order);
    else answer(http, 503, "{'detail': 'all sessions are in use'}");
  }

  static void transcode(HttpExchange http, String source, Map<String, String> order)
      throws IOException {
    boolean sound = "m4a".equals(order.get("format"));
    String tracks = (sound ? "" : VIDEO) + ("none".equals(order.get("acodec")) ? "" : AUDIO);
    String cut = "cover".equals(order.get("fit")) ? CUT : "";
    Process ffmpeg = start(FFMPEG + tracks.replace("{cut}", cut) + MP4, source, order);
    try {
      byte[] part = new byte[65536];
      int size = ffmpeg.getInputStream().read(part);
      http.getResponseHeaders().set("Content-Type", sound ? "audio/mp4" : "video/mp4");
      if (size < 0) answer(http, 422, "{'detail': 'ffmpeg makes nothing of this source'}");
      else http.sendResponseHeaders(200, 0); // of unknown length
      for (; size >= 0; size = ffmpeg.getInputStream().read(part)) {
        http.getResponseBody().write(part, 0, size); // fails once the client has left
        http.getResponseBody().flush();
      }
      // Broken off, without a last chunk, so that nobody takes it for complete.
      if (ffmpeg.waitFor() != 0) throw new IOException("ffmpeg failed");
      http.close();
    } catch (InterruptedException e) {
      throw new IOException(e);
    } finally {
      ffmpeg.destroyForcibly();
      SESSIONS.release();
    }
  }

  static void probe(HttpExchange http, String source) throws IOException {
    String length = told(source, "0", "format=duration");
    String video =
        told(source, "V:0", "stream=codec_name,width,height,sample_aspect_ratio:" + SIDE);
    String audio = told(source, "a:0", "stream=codec_name,channels,sample_rate");
    String json = "{%s, 'video': {%s}, 'audio': {%s}}".formatted(length, video, audio);
    int status = video.isEmpty() && audio.isEmpty() ? 422 : 200;
    answer(http, status, json.replace("{,", "{").replace("{}", "null"));
  }

  /** What ffprobe tells, as members of an object that have the names of the contract. */
  static String told(String source, String stream, String what) throws IOException {
    var ffprobe = start(FFPROBE, source, Map.of("stream", stream, "what", what));
    String told = new String(ffprobe.getInputStream().readAllBytes(), UTF_8);
    return Pattern.compile("(\\w+)=([^|\\s]+)")
        .matcher(told)
        .results()
        .map(each -> member(each.group(1), each.group(2)))
        .collect(Collectors.joining(", "));
  }

  static String member(String name, String value) {
    name =
        Map.of(
                "width",
                "coded_width",
                "height",
                "coded_height",
                "codec_name",
                "codec",
                "duration",
                "duration_seconds")
            .getOrDefault(name, name);
    return "'" + name + "': " + (value.matches("-?[0-9.]+") ? value : "'" + value + "'");
  }

  static Process start(String command, String source, Map<String, String> values)
      throws IOException {
    for (var each : values.entrySet())
      command = command.replace("{" + each.getKey() + "}", each.getValue());
    String[] words = command.replaceAll("\\[[^]{]*\\{\\w+}]|[\\[\\]]", "").trim().split(" +");
    Arrays.setAll(words, i -> words[i].replace("{source}", source));
    return new ProcessBuilder(words).redirectError(Redirect.DISCARD).start();
  }

  static void answer(HttpExchange http, int status, String json) throws IOException {
    byte[] body = json.replace('\'', '"').getBytes(UTF_8);
    http.getResponseHeaders().set("Content-Type", "application/json");
    http.sendResponseHeaders(status, body.length);
    http.getResponseBody().write(body);
    http.close();
  }
}
