#!/bin/sh
# Writes tls.crt and tls.key, for a year, issued by ca.crt, for ten, whose key is ca.key: keep that one.
# Run it again to renew the certificate; an existing CA is used again, so that the API server trusts the
# old certificate and the new one.
set -eu
cd "$(dirname "$0")"
name=kube-mps-webhook.kube-mps.svc
umask 077

if [ ! -e ca.key ]; then
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3650 \
    -subj "/CN=kube-mps-ca" -keyout ca.key -out ca.crt
fi
extensions=$(mktemp)
trap 'rm -f "$extensions" tls.csr' EXIT
printf 'subjectAltName=DNS:%s,DNS:%s.cluster.local\nextendedKeyUsage=serverAuth\nbasicConstraints=CA:FALSE\n' \
  "$name" "$name" >"$extensions"
openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes \
  -subj "/CN=$name" -keyout tls.key -out tls.csr
openssl x509 -req -in tls.csr -CA ca.crt -CAkey ca.key -set_serial "0x$(openssl rand -hex 16)" -days 365 \
  -extfile "$extensions" -out tls.crt
