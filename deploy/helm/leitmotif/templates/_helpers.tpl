{{- define "leitmotif.name" -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- end -}}

{{- define "leitmotif.labels" -}}
app.kubernetes.io/name: leitmotif
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "leitmotif.account" -}}
{{- .Values.serviceAccount.name | default (ternary (include "leitmotif.name" .) "default" .Values.serviceAccount.create) -}}
{{- end -}}

{{/* What every pod of ours has: a bare account, and where it may run. */}}
{{- define "leitmotif.pod" -}}
serviceAccountName: {{ include "leitmotif.account" . }}
automountServiceAccountToken: false
{{- /* A service named leitmotif-http would bring LEITMOTIF_HTTP_PORT, which is a setting. */}}
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  seccompProfile: { type: RuntimeDefault }
{{- with .Values.image.pullSecrets }}
imagePullSecrets: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* What every container of ours has: image, settings, secrets, and no rights. */}}
{{- define "leitmotif.container" -}}
image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"
imagePullPolicy: {{ .Values.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: { drop: [ALL] }
env:
  - { name: LEITMOTIF_CONFIG, value: /etc/leitmotif/leitmotif.yaml }
{{- with .Values.env }}
{{- toYaml . | nindent 2 }}
{{- end }}
{{- if .Values.envFromSecrets }}
envFrom:
  {{- range .Values.envFromSecrets }}
  - secretRef: { name: {{ . | quote }} }
  {{- end }}
{{- end }}
volumeMounts:
  - { name: config, mountPath: /etc/leitmotif, readOnly: true }
  - { name: tmp, mountPath: /tmp }
  {{- if .Values.dashboardTokenSecret }}
  - { name: token, mountPath: /run/secrets/leitmotif, readOnly: true }
  {{- end }}
  {{- range .Values.secretMounts }}
  - { name: secret-{{ .name }}, mountPath: {{ .mountPath | quote }}, readOnly: true }
  {{- end }}
{{- end -}}

{{- define "leitmotif.volumes" -}}
- name: config
  configMap: { name: {{ include "leitmotif.name" . }} }
- name: tmp
  emptyDir: {}
{{- if .Values.dashboardTokenSecret }}
- name: token
  secret: { secretName: {{ .Values.dashboardTokenSecret | quote }} }
{{- end }}
{{- range .Values.secretMounts }}
- name: secret-{{ .name }}
  secret: { secretName: {{ .name | quote }} }
{{- end }}
{{- end -}}

{{/* The settings: those of the values, with what the chart decides. */}}
{{- define "leitmotif.config" -}}
{{- $http := dict "host" "0.0.0.0" "port" 9464 "dashboard" false -}}
{{- if .Values.dashboardTokenSecret -}}
{{- $http = dict "host" "0.0.0.0" "port" 9464 "tokenFile" "/run/secrets/leitmotif/token" -}}
{{- end -}}
{{- range $name := list "enabled" "port" "probes" -}}
{{- if hasKey ($.Values.config.http | default dict) $name -}}
{{- fail (printf "config.http.%s is what the chart decides, as its probes, its Service and its NetworkPolicy go by it: leave it out" $name) -}}
{{- end -}}
{{- end -}}
{{- $host := (.Values.config.http | default dict).host | default "" -}}
{{- if or (hasPrefix "127." $host) (has $host (list "localhost" "::1")) -}}
{{- fail (printf "config.http.host is %s, where neither probes nor the Service reach a pod: leave it out" $host) -}}
{{- end -}}
{{- $tune := dict -}}
{{- if ne "never" ((.Values.config.tune | default dict).every | default "never" | toString) -}}
{{- if not .Values.weights.existingClaim -}}
{{- fail "config.tune.every needs weights.existingClaim, of a volume that all pods write to (ReadWriteMany): an encoder that is tuned in a pod of its own is lost with it, and the model with the encoder" -}}
{{- end -}}
{{- $tune = dict "folder" "/var/cache/leitmotif/tuned" -}}
{{- end -}}
{{- mergeOverwrite (dict "http" $http) (empty $tune | ternary dict (dict "tune" $tune)) (deepCopy .Values.config) | toYaml -}}
{{- end -}}
