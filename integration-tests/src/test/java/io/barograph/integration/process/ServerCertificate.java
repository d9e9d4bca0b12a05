package io.barograph.integration.process;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A certificate for localhost that signs itself, made anew for a test.
 *
 * @param chain PEM file of the certificate
 * @param key PEM file of its private key
 * @param trustStore PKCS#12 file that holds both
 */
public record ServerCertificate(Path chain, Path key, Path trustStore) {
  private static final String PASSWORD = "changeit";
  private static final String NAME = "server";

  /** Makes one in the directory. */
  public static ServerCertificate create(Path directory) {
    Path store = directory.resolve("server.p12");
    try (Program keytool =
        Program.start(
            "keytool",
            directory,
            Map.of(),
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                NAME,
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-validity",
                "2",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD))) {
      keytool.awaitSuccess();
    }
    try {
      KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
      byte[] key = keys.getKey(NAME, PASSWORD.toCharArray()).getEncoded();
      return new ServerCertificate(
          pem(directory, "CERTIFICATE", keys.getCertificate(NAME).getEncoded()),
          pem(directory, "PRIVATE KEY", key),
          store);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path pem(Path directory, String kind, byte[] encoded) throws IOException {
    String body = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(encoded);
    return Files.writeString(
        directory.resolve(kind.replace(' ', '-') + ".pem"),
        "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n".formatted(kind, body));
  }

  /** Options of a JVM that trusts it. */
  public String javaOptions() {
    return "-Djavax.net.ssl.trustStore=%s -Djavax.net.ssl.trustStorePassword=%s"
        .formatted(trustStore, PASSWORD);
  }
}
