// rows[y, x] = round(sum over t of taps[x].weight[t] * color(left ± (taps[x].start + t), top ± y)), per channel, clamped to 8 bits, where
// color is a texel of the picture in 8 bits per channel: as it is, or encoded as sRGB where the texel is linear light (ENCODE), or made of
// luma and chroma (SOURCE 2).
//
// The first of two passes that resize a picture, as resize_horizontal, for a picture in an image of a host: sampled where it lies, only the
// texels that are needed. One invocation computes one pixel. Linear light is clamped to 0..1 first. NaN becomes 0.
//   picture, chroma                 images of one mip level and array layer; chroma is read where SOURCE is 2: blue and red difference
//   taps  [out_width, taps_stride]  per output column: start, number of taps, their weights with 22 fractional bits
//   rows  [row_count, out_width]    packed RGBA8, alpha 0
// Assumes: count = row_count * out_width; all texels named lie in the picture; steps are 1 or -1.
// variants: i32
#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_samplerless_texture_functions : require
#include "kernel.glsl"
#include "pixel.glsl"

// 0 red, green and blue; 1 grey in the first channel; 2 luma in picture, blue and red difference in chroma.
layout(constant_id = 4) const uint SOURCE = 0;
// 1 encodes linear light as sRGB, which is what networks are trained on.
layout(constant_id = 5) const uint ENCODE = 0;

layout(binding = 0, set = 0) uniform texture2D picture;
layout(binding = 1, set = 0) uniform texture2D chroma;
layout(binding = 0, set = 1) readonly buffer Taps { int taps_data[]; };
layout(binding = 1, set = 1) writeonly buffer Rows { int rows_data[]; };

layout(push_constant) uniform Push {
    uint rows_base;
    int left;
    int top;
    int step_x;
    int step_y;
    uint out_width;
    uint taps_stride;
    uint count;
    // Texels of the picture for one of chroma, as powers of two.
    uint chroma_shift_x;
    uint chroma_shift_y;
    // rgb = luma_scale * (luma - luma_offset) + (red_v * v, green_u * u + green_v * v, blue_u * u), u and v around 128/255.
    float luma_offset;
    float luma_scale;
    float red_v;
    float green_u;
    float green_v;
    float blue_u;
} p;

vec3 encoded(vec3 linear)
{
    vec3 x = clamp(linear, 0.0, 1.0);
    return mix(1.055 * pow(x, vec3(1.0 / 2.4)) - 0.055, 12.92 * x, lessThanEqual(x, vec3(0.0031308)));
}

ivec3 color_at(ivec2 at)
{
    vec4 texel = texelFetch(picture, at, 0);
    vec3 color = SOURCE == 1 ? texel.rrr : texel.rgb;
    if (SOURCE == 2) {
        vec2 uv = texelFetch(chroma, at >> ivec2(p.chroma_shift_x, p.chroma_shift_y), 0).rg - 128.0 / 255.0;
        color = vec3(p.luma_scale * (texel.r - p.luma_offset)) + vec3(p.red_v * uv.y, p.green_u * uv.x + p.green_v * uv.y, p.blue_u * uv.x);
    }
    if (ENCODE == 1)
        color = encoded(color);
    // A comparison with NaN is false.
    color = mix(vec3(0.0), min(color, 1.0), greaterThan(color, vec3(0.0)));
    return ivec3(color * 255.0 + 0.5);
}

void main()
{
    uint index = invocation_index();
    if (index >= p.count)
        return;
    int y = int(index / p.out_width);
    uint tap = (index % p.out_width) * p.taps_stride;
    int first = taps_data[tap], taps = taps_data[tap + 1];
    ivec3 sum = ivec3(PIXEL_HALF);
    for (int t = 0; t < taps; t++)
        sum += taps_data[tap + 2 + t] * color_at(ivec2(p.left + p.step_x * (first + t), p.top + p.step_y * y));
    rows_data[p.rows_base + index] = pack_pixel(round_pixel(sum));
}
