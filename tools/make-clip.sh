#!/bin/sh
# Makes the checked-in clip that the simulator plays for ever: a moving test pattern with a burnt-in running clock and a
# soft tone. Run it only to change the picture; the result is committed.
#
#   tools/make-clip.sh [OUT.ts] [SECONDS] [SIZE] [VIDEO_BITRATE]
#
# The loop is seamless only if it is a whole number of video frames (25 a second) and of AAC frames (1024 samples at
# 48 kHz): any multiple of 16 seconds is. A closed group of pictures every 2 s gives players a clean place to join.
set -eu

here=$(cd "$(dirname "$0")/.." && pwd)
out=${1:-$here/simulator/src/main/resources/io/acexy/simulator/clip.ts}
seconds=${2:-16}
size=${3:-320x180}
bitrate=${4:-230k}

if [ $((seconds % 16)) -ne 0 ]; then
    echo "make-clip: $seconds s is not a whole number of 16 s: the loop would have a seam" >&2
    exit 64
fi

# The encoder puts one frame of its own before the sound, so it is given one frame less.
samples=$((seconds * 48000 - 1024))

# -bitexact and one thread: the same ffmpeg makes the same bytes again.
# One frame of sound a PES packet, so that the loop ends on one.
# Noise substitution makes ffmpeg's own decoder warn about clipped gains.
# pat_pmt_at_frames would cost 376 bytes a frame; tables every 200 ms are enough for joining.
ffmpeg -hide_banner -v warning -y -fflags +bitexact \
    -f lavfi -i "testsrc2=size=$size:rate=25:duration=$seconds" \
    -f lavfi -i "aevalsrc='0.1*sin(440*2*PI*t)*(0.6+0.4*sin(2*PI*t))|0.1*sin(660*2*PI*t)*(0.6+0.4*cos(2*PI*t))':s=48000,atrim=end_sample=$samples" \
    -c:v libx264 -threads 1 -preset veryslow -profile:v main -pix_fmt yuv420p \
    -b:v "$bitrate" -maxrate "$bitrate" -bufsize "$bitrate" -bf 2 \
    -g 50 -keyint_min 50 -sc_threshold 0 -flags +cgop+bitexact -x264-params open-gop=0:repeat-headers=1 \
    -c:a aac -aac_pns 0 -b:a 48k -ac 2 -flags:a +bitexact \
    -metadata service_provider=acexy -metadata service_name="Test pattern" \
    -f mpegts -pat_period 0.2 -sdt_period 2 -pcr_period 40 -pes_payload_size 0 "$out"

bytes=$(wc -c < "$out")
if [ "$seconds" -eq 16 ] && [ "$bytes" -ge 1048576 ]; then
    echo "make-clip: $out is $bytes bytes, the limit for the checked-in clip is 1 MiB" >&2
    exit 65
fi
echo "$out: $bytes bytes, $seconds s"
