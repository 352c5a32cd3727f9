/*
 * No certificates are read. When libgit2 1.5 starts and was built with mbed TLS, as Debian's is, it
 * parses the system's whole list of certificate authorities: 15 ms, more than most of our commands
 * need for all they do. Nothing here ever opens a connection, so these two stand before those of
 * the library, and say that there is no such file. Where libgit2 uses something else for TLS,
 * nobody calls them.
 */
int mbedtls_x509_crt_parse_file(void *chain, const char *path);
int mbedtls_x509_crt_parse_path(void *chain, const char *path);

/* MBEDTLS_ERR_X509_FILE_IO_ERROR */
#define NO_SUCH_FILE (-0x2900)

int mbedtls_x509_crt_parse_file(void *chain, const char *path)
{
	(void)chain;
	(void)path;
	return NO_SUCH_FILE;
}

int mbedtls_x509_crt_parse_path(void *chain, const char *path)
{
	(void)chain;
	(void)path;
	return NO_SUCH_FILE;
}
