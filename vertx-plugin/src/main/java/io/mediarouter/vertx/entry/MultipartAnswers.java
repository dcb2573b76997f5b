package io.mediarouter.vertx.entry;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an S3 store says, and wants to be told, of files that go there in parts. */
public final class MultipartAnswers {
  private static final Pattern UPLOAD_ID = Pattern.compile("<UploadId>([^<]{1,1024})</UploadId>");
  private static final Pattern ERROR = Pattern.compile("<Error[ >]");

  private MultipartAnswers() {}

  /** The name of an upload that was begun, as it stands in a query; empty = it is not told. */
  public static String uploadId(String xml) {
    Matcher found = UPLOAD_ID.matcher(xml);
    return found.find() ? StrictPath.encoded(unescaped(found.group(1))) : "";
  }

  static String unescaped(String text) {
    return text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&");
  }

  /** The list of all parts by which an upload is completed. */
  public static String completion(List<String> etags) {
    var xml = new StringBuilder("<CompleteMultipartUpload>");
    for (int i = 0; i < etags.size(); i++) {
      String etag = etags.get(i).replace("&", "&amp;").replace("<", "&lt;");
      xml.append("<Part><PartNumber>").append(i + 1).append("</PartNumber><ETag>");
      xml.append(etag).append("</ETag></Part>");
    }
    return xml.append("</CompleteMultipartUpload>").toString();
  }

  /** Whether an answer tells of an error, whatever its status. */
  public static boolean isError(String xml) {
    return ERROR.matcher(xml).find();
  }
}
