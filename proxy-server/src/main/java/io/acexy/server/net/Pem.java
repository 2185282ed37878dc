package io.acexy.server.net;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads certificates and keys (RFC 7468). Blocks. What is wrong is said in words for an operator, without a word of a key. */
final class Pem {

    private static final long LARGEST = 1 << 20;
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private Pem() {}

    static X509Certificate[] certificates(Path file) throws IOException {
        try {
            X509Certificate[] found = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(read(file)))
                    .toArray(X509Certificate[]::new);
            if (found.length == 0) {
                throw new IOException(file + " has no certificate");
            }
            return found;
        } catch (CertificateException e) {
            throw new IOException(file + " has something that is no certificate", e);
        }
    }

    /** The key of a certificate; that it is another's would show at the first handshake only. */
    static PrivateKey key(Path file, X509Certificate certificate) throws IOException {
        Matcher pem = KEY.matcher(new String(read(file), StandardCharsets.ISO_8859_1));
        if (!pem.find()) {
            throw new IOException(file + " has no key between BEGIN PRIVATE KEY and END PRIVATE KEY: another form is"
                    + " brought into this one by openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW");
        }
        PublicKey open = certificate.getPublicKey();
        PrivateKey key;
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(pem.group(1));
            key = KeyFactory.getInstance(open.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(bytes));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // Not as its cause: some of them quote what they have read.
            throw new IOException(file + " has no key of the kind that its certificate has");
        }
        if (!fits(key, open)) {
            throw new IOException(file + " has the key of another certificate");
        }
        return key;
    }

    private static boolean fits(PrivateKey key, PublicKey open) throws IOException {
        try {
            Signature signature = Signature.getInstance(
                    switch (open.getAlgorithm()) {
                        case "RSA" -> "SHA256withRSA";
                        case "EC" -> "SHA256withECDSA";
                        default -> open.getAlgorithm();
                    });
            signature.initSign(key);
            signature.update(open.getEncoded());
            byte[] signed = signature.sign();
            signature.initVerify(open);
            signature.update(open.getEncoded());
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static byte[] read(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new IOException(file + " is larger than 1 MiB");
        }
        return Files.readAllBytes(file);
    }
}
