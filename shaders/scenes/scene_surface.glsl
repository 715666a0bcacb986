// A prop's surface: sun with shadow, light of the sky weakened by how open the place lies, highlights and a mirrored sky by gloss and metal.
// The shader that includes it says how soft shadows are (SHADOW_LOOKS).
#ifndef SCENE_SURFACE_GLSL
#define SCENE_SURFACE_GLSL

#include "scene_light.glsl"

layout(location = 0) in vec3 place;
layout(location = 1) in vec4 normal_and_openness;
layout(location = 2) flat in vec4 color_and_gloss;
layout(location = 3) flat in vec2 response;

layout(location = 0) out vec4 picture;

void main()
{
    vec3 normal = normalize(normal_and_openness.xyz);
    vec3 to_eye = normalize(frame.eye.xyz - place);
    float open = normal_and_openness.w;
    float gloss = color_and_gloss.w;
    float metal = response.x;
    vec3 color = color_and_gloss.rgb;

    float facing = dot(normal, frame.sun_direction.xyz);
    float lit = facing > 0.0 ? facing * sunlit(place, normal) : 0.0;
    vec3 sunlight = frame.sun.rgb * lit;
    // Metal keeps some of its own light: mirrors of an empty sky alone look dull.
    vec3 light = color * (1.0 - 0.6 * metal) * (sunlight + ambient(normal) * open);

    // Schlick's Fresnel term; rough faces brighten less towards their rims.
    float rim = 1.0 - max(dot(normal, to_eye), 0.0);
    float rim2 = rim * rim;
    vec3 straight = mix(vec3(0.04), color, metal);
    vec3 mirrored = straight + (max(vec3(gloss * 0.7), straight) - straight) * (rim2 * rim2 * rim);
    vec3 outwards = reflect(-to_eye, normal);
    float towards_sun = max(dot(outwards, frame.sun_direction.xyz), 0.0);
    float sharpness = exp2(2.0 + 6.0 * gloss);
    float highlight = pow(towards_sun, sharpness) * (0.25 + 0.04 * sharpness);
    light += mirrored * (surroundings(outwards) * (gloss * (0.35 + 0.65 * open)) + sunlight * highlight * gloss * 2.0);
    light += color * response.y;
    picture = vec4(encode(light) + dither(), 1.0);
}

#endif
