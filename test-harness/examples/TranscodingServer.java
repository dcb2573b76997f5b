import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

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
          + " -format_whitelist mov,matroska,ogg,mp3,aac,flac,wav,avi,mpegts ";
  // What stands in brackets is left out unless its value was asked for.
  static final String FFMPEG = "ffmpeg -nostdin" + SAFELY + "[-ss {start}] -i {source} ";
  static final String VIDEO =
      "-map 0:V:0 -vf scale={width}:{height},setsar=1 [-r {fps}] -c:v libx264 -preset veryfast"
          + " -pix_fmt yuv420p -g 50 [-b:v {vb}] ";
  static final String AUDIO = "-map 0:a:0? -c:a aac -ac 2 [-b:a {ab}] ";
  // Fragments of half a second, each sent at once: what has come plays while the rest is made.
  static final String MP4 =
      "[-t {duration}] -movflags +frag_keyframe+delay_moov+default_base_moof"
          + " -frag_duration 500000 -flush_packets 1 -f mp4 pipe:1";

  static final Semaphore SESSIONS = new Semaphore(Runtime.getRuntime().availableProcessors());

  public static void main(String[] args) throws IOException {
    var address = new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0]));
    var server = HttpServer.create(address, 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", http -> serve(http, args[1]));
    server.start();
    System.out.println("listening on http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  static void serve(HttpExchange http, String sources) throws IOException {
    var order = new HashMap<>(Map.of("width", "-2", "height", "-2", "format", "mp4", "source", ""));
    for (String each : String.valueOf(http.getRequestURI().getRawQuery()).split("&"))
      order.put(each.split("=")[0], URLDecoder.decode(each.replaceAll("^[^=]*=?", ""), UTF_8));
    String source = order.remove("source");
    if (!source.startsWith(sources) || source.matches("(?i).*(\\.|%2e){2}.*"))
      answer(http, 403, "{'detail': 'source: not allowed here'}");
    else if (!String.join("", order.values()).matches("[A-Za-z0-9._-]*"))
      answer(http, 400, "{'detail': 'a value that is neither a number nor a name'}");
    else if (http.getRequestURI().getPath().equals("/probe")) probe(http, source);
    else if (!http.getRequestURI().getPath().equals("/transcode")) answer(http, 404, "{}");
    else if (SESSIONS.tryAcquire()) transcode(http, source, order);
    else answer(http, 503, "{'detail': 'all sessions are in use'}");
  }

  static void transcode(HttpExchange http, String source, Map<String, String> order)
      throws IOException {
    boolean film = order.get("format").equals("mp4");
    String tracks = (film ? VIDEO : "") + ("none".equals(order.get("acodec")) ? "" : AUDIO);
    Process ffmpeg = start(FFMPEG + tracks + MP4, source, order);
    try {
      byte[] part = new byte[65536];
      int size = ffmpeg.getInputStream().read(part);
      http.getResponseHeaders().set("Content-Type", film ? "video/mp4" : "audio/mp4");
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
    String video = told(source, "stream=codec_name,width,height", "V:0");
    String audio = told(source, "stream=codec_name,channels", "a:0");
    String length = told(source, "format=duration", "a:0");
    String json = "{'duration_seconds': " + (length.matches("[0-9.]+") ? length : null);
    if (!video.isEmpty())
      json += ", 'video': {'codec': '%s', 'width': %s, 'height': %s}".formatted(split(video));
    if (!audio.isEmpty())
      json += ", 'audio': {'codec': '%s', 'channels': %s}".formatted(split(audio));
    answer(http, (video + audio).isEmpty() ? 422 : 200, json + "}");
  }

  static Object[] split(String facts) {
    return facts.split(",");
  }

  static String told(String source, String what, String stream) throws IOException {
    String command =
        "ffprobe"
            + SAFELY
            + "-of csv=p=0 -select_streams {stream} -show_entries {what} -i {source}";
    var told = start(command, source, Map.of("what", what, "stream", stream)).getInputStream();
    return new String(told.readAllBytes(), UTF_8).strip();
  }

  static Process start(String command, String source, Map<String, String> values)
      throws IOException {
    for (var each : values.entrySet())
      command = command.replace("{" + each.getKey() + "}", each.getValue());
    String known = command.replaceAll("\\[[^]{]*\\{\\w+}]|[\\[\\]]", "");
    var words = Stream.of(known.split(" +")).map(word -> word.equals("{source}") ? source : word);
    return new ProcessBuilder(words.toList())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  static void answer(HttpExchange http, int status, String json) throws IOException {
    byte[] body = json.replace('\'', '"').getBytes(UTF_8);
    http.getResponseHeaders().set("Content-Type", "application/json");
    http.sendResponseHeaders(status, body.length);
    http.getResponseBody().write(body);
    http.close();
  }
}
