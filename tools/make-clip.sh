#!/bin/sh
# Makes the checked-in clips that the simulator plays for ever: a moving picture with a burnt-in running clock and a
# soft tone. Run it only to change the picture; the result is committed.
#
#   tools/make-clip.sh [OUT.ts] [SECONDS] [SIZE] [VIDEO_BITRATE]     the test pattern
#   tools/make-clip.sh --demo                                        what the demo shows (needs fonts-dejavu-core)
#
# The loop is seamless only if it is a whole number of video frames (25 a second) and of AAC frames (1024 samples at
# 48 kHz): any multiple of 16 seconds is. A closed group of pictures every 2 s gives players a clean place to join.
set -eu

here=$(cd "$(dirname "$0")/.." && pwd)
clips=$here/simulator/src/main/resources/io/acexy/simulator
if [ "${1:-}" = --demo ]; then
    out=$clips/demo.ts
    seconds=16
    bitrate=560k
    limit=1500000
    fonts=/usr/share/fonts/truetype/dejavu
    # Everything turns once in 16 s or a whole number of times, so that the picture has no seam either.
    turn='2*PI*T/16'
    wave="(sin(X/95+2*$turn)+sin(Y/70-$turn)+sin((X+Y)/130+3*$turn))/3"
    mono="drawtext=fontfile=$fonts/DejaVuSansMono.ttf:fontcolor=white"
    picture="color=black:size=320x180:rate=25:duration=$seconds,format=gbrp"
    picture="$picture,geq=r='18+10*($wave+1)+26*pow(($wave+1)/2,3)':g='40+34*($wave+1)+40*pow(($wave+1)/2,4)':b='74+52*($wave+1)'"
    picture="$picture,scale=640:360:flags=bicubic,format=yuv420p"
    picture="$picture,drawtext=fontfile=$fonts/DejaVuSans-Bold.ttf:fontcolor=white@0.95:fontsize=64:x=44:y=96:text=Acexy"
    picture="$picture,$mono@0.8:fontsize=20:x=48:y=176:text='one engine, any number of players'"
    picture="$picture,$mono:fontsize=44:x=48:y=250:box=1:boxcolor=0x08131d@0.55:boxborderw=10"
    picture="$picture:text='%{eif\\:t\\:d\\:2}.%{eif\\:mod(n*4\\,100)\\:d\\:2}'"
    picture="$picture,drawbox=x=48:y=322:w=544:h=6:color=white@0.25:t=fill"
    picture="$picture,$mono:fontsize=22:y=312:x='48+528*mod(t\\,16)/16':text='●'"
else
    out=${1:-$clips/clip.ts}
    seconds=${2:-16}
    bitrate=${4:-230k}
    limit=1048575
    picture="testsrc2=size=${3:-320x180}:rate=25:duration=$seconds"
fi

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
    -f lavfi -i "$picture" \
    -f lavfi -i "aevalsrc='0.1*sin(440*2*PI*t)*(0.6+0.4*sin(2*PI*t))|0.1*sin(660*2*PI*t)*(0.6+0.4*cos(2*PI*t))':s=48000,atrim=end_sample=$samples" \
    -c:v libx264 -threads 1 -preset veryslow -profile:v main -pix_fmt yuv420p \
    -b:v "$bitrate" -maxrate "$bitrate" -bufsize "$bitrate" -bf 2 \
    -g 50 -keyint_min 50 -sc_threshold 0 -flags +cgop+bitexact -x264-params open-gop=0:repeat-headers=1 \
    -c:a aac -aac_pns 0 -b:a 48k -ac 2 -flags:a +bitexact \
    -metadata service_provider=acexy -metadata service_name="Test pattern" \
    -f mpegts -pat_period 0.2 -sdt_period 2 -pcr_period 40 -pes_payload_size 0 "$out"

bytes=$(wc -c < "$out")
if [ "$seconds" -eq 16 ] && [ "$bytes" -gt "$limit" ]; then
    echo "make-clip: $out is $bytes bytes, the limit for the checked-in clip is $limit" >&2
    exit 65
fi
echo "$out: $bytes bytes, $seconds s"
