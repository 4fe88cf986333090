#!/bin/sh
# Registers the webhook, once its replicas are ready, with the CA of their certificate. Takes it back if
# the API server does not reach them: until then no Pod depends on the webhook.
set -eu
cd "$(dirname "$0")"

kubectl -n kube-mps rollout status deployment/kube-mps-webhook --timeout="${TIMEOUT:-180s}"
ca=$(kubectl -n kube-mps get secret kube-mps-webhook-tls -o 'jsonpath={.data.ca\.crt}')
if [ -z "$ca" ]; then
  echo "the Secret kube-mps/kube-mps-webhook-tls has no ca.crt: nothing was registered" >&2
  exit 1
fi
sed "s|\${CA_BUNDLE}|$ca|" registration.yaml | kubectl apply -f -

# A change of the configuration takes the API server about a second.
sleep "${SETTLE:-3}"
if ! reply=$(kubectl create --dry-run=server -f probe.yaml 2>&1); then
  echo "$reply" >&2
  case $reply in
    *'failed calling webhook "mps.kube-mps.example.com"'*)
      kubectl delete mutatingwebhookconfiguration kube-mps
      echo "the API server does not reach the webhook: the registration was taken back" >&2
      exit 1
      ;;
  esac
fi
echo "registered"
