package io.mediarouter.harness.farm;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Serves the files of a folder: GET and HEAD, one range, conditions, and the kernel's sendfile for
 * what is large.
 */
class FileServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  /** Tomcat, told to leave encoded backslashes to us, leaves encoded percent signs, too. */
  private static final Pattern STILL_ENCODED =
      Pattern.compile("%(?:5C|(25))", Pattern.CASE_INSENSITIVE);

  private static final long SENDFILE_FROM_BYTES = 64 * 1024;
  private static final int BUFFER_BYTES = 32 * 1024;

  private final transient Folder folder;

  FileServlet(Folder folder) {
    this.folder = folder;
  }

  /** The decoded path of the file that a request names. */
  static String path(HttpServletRequest request) {
    String rest = request.getPathInfo();
    String path = rest == null ? request.getServletPath() : request.getServletPath() + rest;
    return STILL_ENCODED.matcher(path).replaceAll(found -> found.group(1) == null ? "\\\\" : "%");
  }

  @Override
  protected void doHead(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    doGet(request, response);
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<StoredFile> found = folder.find(path(request));
    if (found.isEmpty()) {
      Problems.send(response, HttpServletResponse.SC_NOT_FOUND, "no such file");
    } else {
      serve(found.get(), request, response);
    }
  }

  private static void serve(
      StoredFile file, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Preconditions conditions = new Preconditions(request);
    if (conditions.failed(file)) {
      Problems.send(
          response, HttpServletResponse.SC_PRECONDITION_FAILED, "the file is another one");
      return;
    }
    validators(file, response);
    if (conditions.notModified(file)) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    boolean ranged = request.getMethod().equals("GET") && conditions.rangeCounts(file);
    send(
        file,
        ByteRange.of(ranged ? request.getHeader("Range") : null, file.size()),
        request,
        response);
  }

  private static void validators(StoredFile file, HttpServletResponse response) {
    response.setHeader("ETag", file.etag());
    response.setDateHeader("Last-Modified", file.lastModified().toEpochMilli());
    response.setHeader("Accept-Ranges", "bytes");
  }

  private static void send(
      StoredFile file, ByteRange range, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (range.kind() == ByteRange.Kind.UNSATISFIABLE) {
      int status = HttpServletResponse.SC_REQUESTED_RANGE_NOT_SATISFIABLE;
      response.setHeader("Content-Range", "bytes */" + file.size());
      Problems.send(response, status, "the file has " + file.size() + " bytes");
      return;
    }
    if (range.kind() == ByteRange.Kind.PART) {
      response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
      response.setHeader(
          "Content-Range", "bytes " + range.first() + "-" + range.last() + "/" + file.size());
    }
    response.setContentType(MediaTypes.of(file.path().getFileName().toString()));
    response.setContentLengthLong(range.length());
    if (request.getMethod().equals("GET")) {
      body(file, range, request, response);
    }
  }

  private static void body(
      StoredFile file, ByteRange range, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean offered =
        Boolean.TRUE.equals(request.getAttribute("org.apache.tomcat.sendfile.support"));
    if (offered && range.length() >= SENDFILE_FROM_BYTES) {
      request.setAttribute("org.apache.tomcat.sendfile.filename", file.path().toString());
      request.setAttribute("org.apache.tomcat.sendfile.start", range.first());
      request.setAttribute("org.apache.tomcat.sendfile.end", range.last() + 1);
    } else {
      copy(file, range, response.getOutputStream());
    }
  }

  private static void copy(StoredFile file, ByteRange range, OutputStream out) throws IOException {
    try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ)) {
      WritableByteChannel target = Channels.newChannel(out);
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
      long position = range.first();
      while (position <= range.last()) {
        buffer.clear().limit((int) Math.min(BUFFER_BYTES, range.last() + 1 - position));
        if (channel.read(buffer, position) < 0) {
          throw new IOException("the file became shorter while it was sent");
        }
        position += target.write(buffer.flip());
      }
    }
  }
}
